@NullMarked
package io.eniguard.server.facts;

import org.jspecify.annotations.NullMarked;
