/** Tests of the program, in the packages of the classes under test. The test cases of rules are files under {@code src/test/rules}. */
@NullMarked
package io.eniguard;

import org.jspecify.annotations.NullMarked;
