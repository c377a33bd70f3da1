package io.eniguard.admission;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** The result of a request: either an answer or a refusal. */
record ReviewResult(Buffer answer, Optional<Refusal> refusal) {

    static ReviewResult of(byte[] answer) {
        return new ReviewResult(Buffer.buffer(answer), Optional.empty());
    }

    static ReviewResult of(Refusal refusal) {
        return new ReviewResult(Buffer.buffer(), Optional.of(refusal));
    }
}
