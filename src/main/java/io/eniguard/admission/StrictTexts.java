package io.eniguard.admission;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.json.JsonValue;
import jakarta.json.bind.JsonbException;
import jakarta.json.bind.serializer.DeserializationContext;
import jakarta.json.bind.serializer.JsonbDeserializer;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a member that must be a list of JSON strings. By default, JSON-B also reads numbers and booleans as strings. */
@RegisterForReflection
public final class StrictTexts implements JsonbDeserializer<List<String>> {

    @Override
    public @Nullable List<String> deserialize(JsonParser parser, DeserializationContext context, Type type) {
        // JSON-B has consumed the first event without passing it on. If no event follows, the value is a scalar.
        if (!parser.hasNext()) {
            if (parser.getValue() == JsonValue.NULL) {
                return null;
            }
            throw wrongType();
        }
        List<String> texts = new ArrayList<>();
        for (Event event = parser.next(); event != Event.END_ARRAY; event = parser.next()) {
            if (event != Event.VALUE_STRING) {
                throw wrongType();
            }
            texts.add(parser.getString());
        }
        return texts;
    }

    private static JsonbException wrongType() {
        return new JsonbException("a member that must be a list of strings has another type");
    }
}
