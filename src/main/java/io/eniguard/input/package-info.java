/**
 * Reads the files, pipes and standard input that a user names, within limits of size and time, and reports problems with them.
 *
 * <p>This package does not parse the input. Start reading at {@link io.eniguard.input.Input}; {@link io.eniguard.input.InputProblem}
 * describes one problem and its place.
 */
@NullMarked
package io.eniguard.input;

import org.jspecify.annotations.NullMarked;
