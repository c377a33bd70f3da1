package io.eniguard.admission;

import io.eniguard.review.ReviewRequest;
import java.util.Optional;

/**
 * What an AdmissionReview asks.
 *
 * @param uid to be repeated in the answer
 * @param operation as the review spells it
 * @param request empty for what eniguard has no opinion on, such as CONNECT and foreign subresources
 */
public record Question(String uid, String operation, Optional<ReviewRequest> request) {}
