package io.eniguard.admission;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** The outcome of a request: either an answer or a refusal. */
record Outcome(Buffer answer, Optional<Refusal> refusal) {

    static Outcome of(byte[] answer) {
        return new Outcome(Buffer.buffer(answer), Optional.empty());
    }

    static Outcome of(Refusal refusal) {
        return new Outcome(Buffer.buffer(), Optional.of(refusal));
    }
}
