package io.eniguard.review.explain;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One step in a chain of reasons.
 *
 * @param topic what the step is about, such as {@code selection}; a program can look for it
 * @param says the step in sentences
 * @param source the source of the facts, with their age if it is known, such as {@code EC2, 20 s ago}; empty if the step needs no facts
 * @param values the facts for programs, in a fixed order. The values are texts, numbers, booleans, lists,
 *     maps, or null for an unknown fact
 */
public record Reason(String topic, String says, Optional<String> source, Map<String, @Nullable Object> values) {

    public Reason {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    static Reason of(String topic, String says) {
        return new Reason(topic, says, Optional.empty(), Map.of());
    }

    Reason from(String origin) {
        return new Reason(topic, says, Optional.of(origin), values);
    }

    Reason from(Optional<String> origin) {
        return origin.map(this::from).orElse(this);
    }

    /** Returns the same reason with one more value. An empty optional value becomes null, and a list is copied. */
    Reason with(String key, @Nullable Object value) {
        Map<String, @Nullable Object> more = new LinkedHashMap<>(values);
        more.put(key, plain(value));
        return new Reason(topic, says, source, more);
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.orElse(null);
        }
        if (value instanceof Map<?, ?> map) {
            return Collections.unmodifiableMap(new LinkedHashMap<>(map));
        }
        return value instanceof List<?> list ? List.copyOf(list) : value;
    }
}
