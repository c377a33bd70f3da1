/**
 * Examines an installation from outside: AWS and the cluster, with the rights of the user who runs {@code eniguard doctor}.
 *
 * <p>{@link io.eniguard.doctor.Doctor} asks all questions at the same time, each with a time limit. Each subject has one class that judges
 * the replies and asks no questions. An answer with an unexpected structure counts as a missing fact. Only the failure of a rule counts as
 * a bug. Start reading at {@link io.eniguard.doctor.Doctor}.
 */
@NullMarked
package io.eniguard.doctor;

import org.jspecify.annotations.NullMarked;
