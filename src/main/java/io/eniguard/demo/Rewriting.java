package io.eniguard.demo;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** Describes the changes that a mutating webhook made to an object. */
final class Rewriting {

    private Rewriting() {}

    /**
     * Describes changes to labels and to the texts of a ConfigMap. eniguard changes nothing else, apart from the status of nodes.
     *
     * @param sent the object before the webhook
     * @param stored the object after the webhook
     * @return the changes in words; empty if there are none
     */
    static Optional<String> between(JsonObject sent, JsonObject stored) {
        List<String> changes = new ArrayList<>();
        JsonObject labels = member(member(sent, "metadata"), "labels");
        forEachText(member(member(stored, "metadata"), "labels"), (key, value) -> {
            if (!value.equals(labels.getString(key, null))) {
                changes.add("adds the label %s=%s".formatted(key, value));
            }
        });
        JsonObject data = member(sent, "data");
        forEachText(member(stored, "data"), (key, value) -> {
            String before = data.getString(key, "");
            if (!value.equals(before)) {
                changes.add("writes into %s: %s".formatted(key, newLines(before, value)));
            }
        });
        return changes.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", changes));
    }

    private static JsonObject member(JsonObject object, String key) {
        return object.get(key) instanceof JsonObject member ? member : JsonValue.EMPTY_JSON_OBJECT;
    }

    private static void forEachText(JsonObject object, BiConsumer<String, String> consumer) {
        object.forEach((key, value) -> {
            if (value instanceof JsonString text) {
                consumer.accept(key, text.getString());
            }
        });
    }

    private static String newLines(String before, String after) {
        Set<String> old = new HashSet<>(before.lines().toList());
        return String.join(
                " / ",
                after.lines()
                        .filter(line -> !old.contains(line))
                        .map(String::strip)
                        .toList());
    }
}
