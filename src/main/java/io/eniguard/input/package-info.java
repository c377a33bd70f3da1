/**
 * Reading the files, pipes and standard input that a user names, within limits of size and time, and reporting their problems.
 *
 * <p>Nothing here knows the format of the input. Start reading at {@link io.eniguard.input.Input}; {@link io.eniguard.input.InputProblem}
 * is one problem with its place.
 */
@NullMarked
package io.eniguard.input;

import org.jspecify.annotations.NullMarked;
