/**
 * Examines an installation from outside: AWS and the cluster, with the rights of the user who runs {@code eniguard doctor}.
 *
 * <p>{@link io.eniguard.doctor.Doctor} asks all questions at the same time, each with a time limit. One class for each subject judges the
 * replies and asks nothing. An answer in an unexpected shape is a missing fact; only a rule that fails counts as a bug. Start reading at
 * {@link io.eniguard.doctor.Doctor}.
 */
@NullMarked
package io.eniguard.doctor;

import org.jspecify.annotations.NullMarked;
