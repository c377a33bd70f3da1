package io.eniguard.admission;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.List;

/**
 * The reason why a request is answered with an HTTP error instead of a review.
 *
 * @param status the HTTP status, 400 or more
 * @param reason one sentence for the sender of the request
 */
record Refusal(int status, String reason) {

    static final Refusal NOT_FOUND =
            new Refusal(404, "there is nothing at this path: send reviews to /validate or /mutate");
    static final Refusal NOT_POST = new Refusal(405, "reviews must be sent with POST");
    static final Refusal TOO_SLOW =
            new Refusal(408, "the body did not arrive within " + ReviewLimits.BODY.toSeconds() + " s");
    static final Refusal NOT_JSON = new Refusal(415, "the Content-Type of a review must be application/json");
    static final Refusal ENCODED = new Refusal(415, "a review must not have a Content-Encoding");
    static final Refusal NO_HOST = malformed("an HTTP/1.1 request must have a Host header");
    static final Refusal BAD_QUERY = malformed("the query contains a % that is not followed by two hexadecimal digits");
    static final Refusal BUG = new Refusal(500, "the review failed; the server's log has the reason");
    static final Refusal BUSY = new Refusal(503, "too many or too large requests at the same time");
    static final Refusal NO_MEMORY = new Refusal(503, "the review needs more memory than is available");
    static final Refusal TOO_LATE = new Refusal(504, "the deadline of the request has passed");

    /** The refusals whose bodies {@link RefusalBodies} writes in advance. */
    static final List<Refusal> FIXED = List.of(
            NOT_FOUND, NOT_POST, TOO_SLOW, NOT_JSON, ENCODED, NO_HOST, BAD_QUERY, BUG, BUSY, NO_MEMORY, TOO_LATE);

    static Refusal malformed(String reason) {
        return new Refusal(400, reason);
    }

    /** Returns the refusal of a request that caused an exception. */
    static Refusal of(Throwable failure) {
        return failure instanceof OutOfMemoryError ? NO_MEMORY : BUG;
    }

    /**
     * Returns the refusal of a request that the HTTP decoder could not read.
     *
     * @param cause the exception of the decoder
     */
    static Refusal unreadable(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return new Refusal(414, "the first line of the request is too long");
        } else if (cause instanceof TooLongHttpHeaderException) {
            return new Refusal(431, "the headers of the request are too large");
        }
        return malformed("not an HTTP request");
    }

    static Refusal tooLarge(ReviewLimits limits) {
        return tooLarge("the body is larger than " + limits.bodyBytes() + " bytes");
    }

    static Refusal tooLarge(String reason) {
        return new Refusal(413, reason);
    }
}
