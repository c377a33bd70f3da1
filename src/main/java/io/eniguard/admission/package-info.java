/**
 * The AdmissionReview wire: reading reviews, running them on the right thread within their deadline, and writing the answers.
 *
 * <p>The package {@code review} judges the objects. Start reading at {@link io.eniguard.admission.AdmissionRoutes}.
 */
@NullMarked
package io.eniguard.admission;

import org.jspecify.annotations.NullMarked;
