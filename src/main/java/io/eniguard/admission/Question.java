package io.eniguard.admission;

import io.eniguard.review.ReviewRequest;
import java.util.Optional;

/**
 * The question that an AdmissionReview asks.
 *
 * @param uid the id of the review, which the answer repeats
 * @param operation the operation as the review spells it
 * @param request the request to judge; empty if no rule can apply, such as for CONNECT or for most subresources
 */
public record Question(String uid, String operation, Optional<ReviewRequest> request) {}
