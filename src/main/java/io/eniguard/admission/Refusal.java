package io.eniguard.admission;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;

/**
 * Why a request gets no review as its answer.
 *
 * @param status of HTTP, 400 and up
 * @param reason one sentence for whoever sent the request
 */
record Refusal(int status, String reason) {

    static final Refusal NOT_FOUND = new Refusal(404, "nothing at this path: reviews go to /validate and /mutate");
    static final Refusal NOT_POST = new Refusal(405, "reviews are sent with POST");
    static final Refusal TOO_SLOW =
            new Refusal(408, "the body did not arrive within " + ReviewLimits.BODY.toSeconds() + " s");
    static final Refusal NOT_JSON = new Refusal(415, "the Content-Type of a review is application/json");
    static final Refusal ENCODED = new Refusal(415, "a review has no Content-Encoding");
    static final Refusal NO_HOST = malformed("an HTTP/1.1 request has a Host header");
    static final Refusal BAD_QUERY = malformed("the query holds a % that two hexadecimal digits do not follow");
    static final Refusal BUG = new Refusal(500, "the review failed; the server's log has the reason");
    static final Refusal BUSY = new Refusal(503, "too many requests, or too large ones, at a time");
    static final Refusal NO_MEMORY = new Refusal(503, "the review needs more memory than there is");
    static final Refusal TOO_LATE = new Refusal(504, "the deadline of the request is over");

    static Refusal malformed(String reason) {
        return new Refusal(400, reason);
    }

    /** @param cause what the HTTP decoder threw */
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
