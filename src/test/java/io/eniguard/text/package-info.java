/** Tests of wording values for people. */
@NullMarked
package io.eniguard.text;

import org.jspecify.annotations.NullMarked;
