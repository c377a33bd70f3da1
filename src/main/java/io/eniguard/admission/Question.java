package io.eniguard.admission;

import io.eniguard.review.ReviewRequest;
import java.util.Optional;

/**
 * The question that an AdmissionReview asks.
 *
 * @param uid the id of the review, which the answer repeats
 * @param operation the operation in the spelling of the review
 * @param request the request to judge; empty if no rule can apply, for example for CONNECT and for most subresources
 */
public record Question(String uid, String operation, Optional<ReviewRequest> request) {}
