/** The tests have the same packages as the program. The cases of rules are files under {@code src/test/rules}. */
@NullMarked
package io.eniguard;

import org.jspecify.annotations.NullMarked;
