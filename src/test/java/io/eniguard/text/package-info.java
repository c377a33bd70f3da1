/** Tests of the wording of values for people. */
@NullMarked
package io.eniguard.text;

import org.jspecify.annotations.NullMarked;
