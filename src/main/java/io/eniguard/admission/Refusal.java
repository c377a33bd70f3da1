package io.eniguard.admission;

/**
 * Why a request is no review that can be answered.
 *
 * @param status of HTTP, 400 and up
 * @param reason one sentence for whoever sent it
 */
record Refusal(int status, String reason) {

    static final Refusal NOT_POST = new Refusal(405, "reviews are sent with POST");
    static final Refusal NOT_JSON = new Refusal(415, "the Content-Type of a review is application/json");
    static final Refusal TOO_LARGE =
            new Refusal(413, "the body is larger than " + BodyCollector.LIMIT_BYTES + " bytes");
    static final Refusal TOO_SLOW =
            new Refusal(408, "the body did not arrive within " + BodyCollector.LIMIT.toSeconds() + " s");
    static final Refusal BUSY = new Refusal(503, "too many large requests at a time");
    static final Refusal TOO_LATE = new Refusal(504, "the deadline of the request is over");
    static final Refusal BUG = new Refusal(500, "the review failed; the server's log says why");

    static Refusal malformed(String reason) {
        return new Refusal(400, reason);
    }
}
