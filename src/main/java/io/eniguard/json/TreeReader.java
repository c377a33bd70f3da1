package io.eniguard.json;

import io.eniguard.tree.Tree;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParsingException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a value into a {@link Tree}'s plain maps and lists, one event at a time, and leaves out what nobody reads and what makes up
 * most of a large object: who manages which field, and a node's list of images.
 */
public final class TreeReader {

    private static final Map<String, Set<String>> UNREAD =
            Map.of("metadata", Set.of("managedFields"), "status", Set.of("images"));

    private final JsonParser parser;

    private TreeReader(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * The object that the parser has just entered.
     *
     * @throws JsonParsingException if it is no object or no JSON
     */
    public static Tree readObject(JsonParser parser) {
        return new Tree(new TreeReader(parser).object(0, ""));
    }

    private @Nullable Object value(Event event, int depth, String parent) {
        return switch (event) {
            case START_OBJECT -> object(depth, parent);
            case START_ARRAY -> array(depth);
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER -> number();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case KEY_NAME, END_OBJECT, END_ARRAY -> throw new IllegalStateException("no value starts with " + event);
        };
    }

    private Map<String, @Nullable Object> object(int depth, String parent) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        Set<String> unread = depth == 1 ? UNREAD.getOrDefault(parent, Set.of()) : Set.of();
        Event next = parser.next();
        for (; next == Event.KEY_NAME; next = parser.next()) {
            String key = parser.getString();
            Event event = parser.next();
            if (!unread.isEmpty() && unread.contains(key)) {
                skip(event);
            } else {
                object.put(key, value(event, depth + 1, key));
            }
        }
        if (next != Event.END_OBJECT) {
            throw new JsonParsingException("not a JSON object", parser.getLocation());
        }
        return object;
    }

    private List<@Nullable Object> array(int depth) {
        List<@Nullable Object> array = new ArrayList<>();
        for (Event event = parser.next(); event != Event.END_ARRAY; event = parser.next()) {
            array.add(value(event, depth + 1, ""));
        }
        return array;
    }

    private void skip(Event event) {
        if (event == Event.START_OBJECT) {
            parser.skipObject();
        } else if (event == Event.START_ARRAY) {
            parser.skipArray();
        }
    }

    private Object number() {
        BigDecimal number = parser.getBigDecimal();
        if (!parser.isIntegralNumber()) {
            return number;
        }
        BigInteger whole = number.toBigIntegerExact();
        return whole.bitLength() < Long.SIZE ? (Object) whole.longValue() : whole;
    }
}
