/** Tests of reading files, pipes and standard input. */
@NullMarked
package io.eniguard.input;

import org.jspecify.annotations.NullMarked;
