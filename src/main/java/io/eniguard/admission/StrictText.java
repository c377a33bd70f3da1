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

/** A text that is one in the JSON too. JSON-B by itself takes the number 5 for "5", and the list ["a"] for "a". */
@RegisterForReflection
public final class StrictText implements JsonbDeserializer<String> {

    @Override
    public @Nullable String deserialize(JsonParser parser, DeserializationContext context, Type type) {
        // JSON-B has consumed the first event and does not say which one it was. No event follows a scalar.
        JsonValue value = parser.hasNext() ? JsonValue.EMPTY_JSON_OBJECT : parser.getValue();
        if (value == JsonValue.NULL) {
            return null;
        } else if (value instanceof JsonString text) {
            return text.getString();
        }
        throw new JsonbException("a member that must be a text is something else");
    }
}
