/** Tests of the program, in the same packages as the classes under test. The cases of rules are files under {@code src/test/rules}. */
@NullMarked
package io.eniguard;

import org.jspecify.annotations.NullMarked;
