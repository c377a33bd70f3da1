package io.eniguard.review;

import io.eniguard.json.StrictJson;
import io.eniguard.json.TreeReader;
import io.eniguard.tree.Tree;
import jakarta.json.stream.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Writes objects as JSON in many forms that mean the same, and reads them as the webhook does: with the keys in any order, white space
 * between all tokens, escaped characters, other labels, and fields that eniguard does not know.
 */
final class WrittenForm {

    private static final List<String> BLANKS = List.of("", "", " ", "\n", "\t", "\r\n  ");

    private final Random random;

    WrittenForm(int seed) {
        random = new Random(seed);
    }

    /** Returns the object as it is read from another written form; an empty object stays empty. */
    Tree of(Tree object) {
        if (object.isEmpty()) {
            return object;
        }
        Map<String, @Nullable Object> fields = new LinkedHashMap<>(object.fields());
        Map<String, @Nullable Object> metadata =
                new LinkedHashMap<>(object.at("metadata").fields());
        metadata.put("labels", Map.of("team-" + random.nextInt(9), "a", "example.com/noise", "" + random.nextInt(9)));
        metadata.put("managedFields", List.of(Map.of("manager", "kubectl")));
        fields.put("metadata", metadata);
        fields.put("status", Map.of("subnet", "subnet-0a1b2c3d4e5f60711"));
        fields.put("unknown", Map.of("spec", Map.of("subnet", "subnet-0a1b2c3d4e5f60711")));
        if (fields.get("spec") instanceof Map<?, ?> spec) {
            Map<Object, @Nullable Object> noisy = new LinkedHashMap<>(spec);
            noisy.put("unknown", Map.of("subnet", "subnet-0a1b2c3d4e5f60711"));
            fields.put("spec", noisy);
        }
        StringBuilder json = new StringBuilder();
        write(fields, json);
        try (JsonParser parser = StrictJson.parser(json.toString().getBytes(StandardCharsets.UTF_8))) {
            parser.next();
            return TreeReader.readObject(parser);
        }
    }

    private void write(@Nullable Object value, StringBuilder json) {
        blank(json);
        if (value instanceof Map<?, ?> map) {
            List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
            Collections.shuffle(entries, random);
            json.append('{');
            for (int i = 0; i < entries.size(); i++) {
                json.append(i > 0 ? "," : "");
                write(String.valueOf(entries.get(i).getKey()), json);
                json.append(':');
                write(entries.get(i).getValue(), json);
            }
            json.append('}');
        } else if (value instanceof List<?> list) {
            json.append('[');
            for (int i = 0; i < list.size(); i++) {
                json.append(i > 0 ? "," : "");
                write(list.get(i), json);
            }
            json.append(']');
        } else if (value instanceof String text) {
            json.append('"');
            text.chars().forEach(unit -> json.append(character((char) unit)));
            json.append('"');
        } else {
            json.append(value);
        }
        blank(json);
    }

    private String character(char unit) {
        boolean mustEscape = unit < ' ' || unit == '"' || unit == '\\' || Character.isSurrogate(unit);
        return mustEscape || random.nextInt(8) == 0 ? "\\u%04x".formatted((int) unit) : String.valueOf(unit);
    }

    private void blank(StringBuilder json) {
        json.append(BLANKS.get(random.nextInt(BLANKS.size())));
    }
}
