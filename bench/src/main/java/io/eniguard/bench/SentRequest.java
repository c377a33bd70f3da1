package io.eniguard.bench;

import io.netty.buffer.ByteBuf;

/**
 * A request on its way, and the run that waits for the answer. Exactly one of the three outcomes is told.
 *
 * @param dueAt when it should have been sent, of {@link System#nanoTime()}
 */
record SentRequest(Run run, Request request, long dueAt) {

    /** The answer is complete. The bytes are only read during the call. */
    void answered(Lane lane, int status, ByteBuf body) {
        run.answered(this, lane, status, body);
    }

    /** No answer to this one, but the lane can take the next. */
    void failed(Lane lane, String why) {
        run.failed(lane, why);
    }

    /** No answer, and the lane is gone. */
    void lost(String why) {
        run.lost(why);
    }
}
