/**
 * Examines an installation from outside: AWS and the cluster, with the rights of the user who runs {@code eniguard doctor}.
 *
 * <p>{@link io.eniguard.doctor.Doctor} asks, each question with a deadline and all of them at the same time; a class for each subject
 * judges the replies, without asking anybody. Start reading at {@link io.eniguard.doctor.Doctor}.
 */
@NullMarked
package io.eniguard.doctor;

import org.jspecify.annotations.NullMarked;
