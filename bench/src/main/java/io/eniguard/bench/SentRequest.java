package io.eniguard.bench;

import io.netty.buffer.ByteBuf;

/**
 * A sent request, and the run that waits for its answer. Exactly one of the three outcomes is reported.
 *
 * @param dueAt the time of {@link System#nanoTime()} at which it was due
 */
record SentRequest(Run run, Request request, long dueAt) {

    /** Reports a complete answer. The bytes are read only during the call. */
    void answered(Lane lane, int status, ByteBuf body) {
        run.answered(this, lane, status, body);
    }

    /** Reports that there is no answer, but that the lane can take the next request. */
    void failed(Lane lane, String why) {
        run.failed(lane, why);
    }

    /** Reports that there is no answer and that the lane is lost. */
    void lost(String why) {
        run.lost(why);
    }
}
