@NullMarked
package io.eniguard.audit;

import org.jspecify.annotations.NullMarked;
