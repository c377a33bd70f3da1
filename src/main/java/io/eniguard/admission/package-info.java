/**
 * The AdmissionReview protocol. This package reads reviews, runs each review on the right thread within its deadline, and writes the
 * answers.
 *
 * <p>The package {@code review} judges the objects. Start reading at {@link io.eniguard.admission.AdmissionRoutes}.
 */
@NullMarked
package io.eniguard.admission;

import org.jspecify.annotations.NullMarked;
