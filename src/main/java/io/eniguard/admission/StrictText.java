package io.eniguard.admission;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.bind.JsonbException;
import jakarta.json.bind.serializer.DeserializationContext;
import jakarta.json.bind.serializer.JsonbDeserializer;
import jakarta.json.stream.JsonParser;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** Reads a member that must be a JSON string. By default, JSON-B also reads the number 5 as "5", and the list ["a"] as "a". */
@RegisterForReflection
public final class StrictText implements JsonbDeserializer<String> {

    @Override
    public @Nullable String deserialize(JsonParser parser, DeserializationContext context, Type type) {
        // JSON-B has consumed the first event without passing it on. If no event follows, the value is a scalar.
        JsonValue value = parser.hasNext() ? JsonValue.EMPTY_JSON_OBJECT : parser.getValue();
        if (value == JsonValue.NULL) {
            return null;
        } else if (value instanceof JsonString text) {
            return text.getString();
        }
        throw new JsonbException("a member that must be a string has another type");
    }
}
