/** Tests mirror the packages of the program; cases of rules are files under {@code src/test/rules}. */
@NullMarked
package io.eniguard;

import org.jspecify.annotations.NullMarked;
