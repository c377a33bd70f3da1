package io.eniguard.admission;

import io.eniguard.json.TreeReader;
import io.eniguard.tree.Tree;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.json.JsonValue;
import jakarta.json.bind.serializer.DeserializationContext;
import jakarta.json.bind.serializer.JsonbDeserializer;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParsingException;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** Reads the object under review directly from the parser. JSON-B would be several times slower for a Node of 12 KB. */
@RegisterForReflection
public final class TreeDeserializer implements JsonbDeserializer<Tree> {

    @Override
    public @Nullable Tree deserialize(JsonParser parser, DeserializationContext context, Type type) {
        // JSON-B has consumed the first event without passing it on. If no event follows, the value is a scalar.
        if (!parser.hasNext()) {
            if (parser.getValue() == JsonValue.NULL) {
                return null;
            }
            throw new JsonParsingException("the object under review is not a JSON object", parser.getLocation());
        }
        return TreeReader.readReviewed(parser);
    }
}
