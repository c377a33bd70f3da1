package io.eniguard.admission;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.eniguard.text.PlainText;
import io.vertx.core.buffer.Buffer;
import jakarta.json.bind.Jsonb;
import java.util.Map;

/**
 * The JSON bodies of refusals. The bodies of fixed refusals are written in advance, since memory may be exhausted when a refusal is sent.
 * Safe for use by several threads.
 */
final class RefusalBodies {

    private final Jsonb jsonb;
    private final Map<Refusal, Buffer> ready;

    RefusalBodies(Jsonb jsonb) {
        this.jsonb = jsonb;
        this.ready = Refusal.FIXED.stream().collect(toUnmodifiableMap(refusal -> refusal, this::written));
    }

    Buffer of(Refusal refusal) {
        Buffer body = ready.get(refusal);
        return body == null ? written(refusal) : body;
    }

    private Buffer written(Refusal refusal) {
        return Buffer.buffer(PlainText.escaped(jsonb.toJson(Map.of("error", refusal.reason()))));
    }
}
