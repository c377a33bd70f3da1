@NullMarked
package io.eniguard.text;

import org.jspecify.annotations.NullMarked;
