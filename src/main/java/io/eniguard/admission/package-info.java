/**
 * The wire: AdmissionReviews as API servers send them, the HTTP routes that take them, and the configurations that make API servers
 * send them.
 *
 * <p>Everything of substance is asked of {@code review}. Start reading at {@link io.eniguard.admission.AdmissionReview}.
 */
@NullMarked
package io.eniguard.admission;

import org.jspecify.annotations.NullMarked;
