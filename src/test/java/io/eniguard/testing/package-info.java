/** Helpers that tests of all packages share. */
@NullMarked
package io.eniguard.testing;

import org.jspecify.annotations.NullMarked;
