/**
 * Looks at an installation from outside: at AWS and at the cluster, as whoever runs {@code eniguard doctor} may see them.
 *
 * <p>{@link io.eniguard.doctor.Doctor} asks, each question with a deadline and all of them at the same time; a class for each subject
 * judges what was answered, without asking anybody. Start reading at {@link io.eniguard.doctor.Doctor}.
 */
@NullMarked
package io.eniguard.doctor;

import org.jspecify.annotations.NullMarked;
