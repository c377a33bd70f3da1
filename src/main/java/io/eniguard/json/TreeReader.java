package io.eniguard.json;

import io.eniguard.tree.Document;
import io.eniguard.tree.Tree;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParsingException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a value into a {@link Tree}'s plain maps and lists, one event at a time, and leaves out what nobody reads and what makes up
 * most of a large object: who manages which field, and the parts of a node's status that grow with the node.
 */
public final class TreeReader {

    private static final Map<String, Set<String>> UNREAD = Map.of(
            "metadata", Set.of("managedFields"), "status", Set.of("addresses", "conditions", "images", "nodeInfo"));

    /** The most values of an object under review. Each takes about 100 bytes, and a node of 60 KB has fewer than 5,000. */
    public static final int MAX_REVIEW_VALUES = 100_000;

    /** The limit of a file: a list of 5,000 nodes has some 7,000,000 values. */
    static final int MAX_FILE_VALUES = 20_000_000;

    /** The heap for each value of a file: objects with one member take some 150 bytes for each value, and the text takes some too. */
    private static final int BYTES_PER_VALUE = 200;

    /** A document takes as much heap as this many values: one million documents are the most. */
    private static final int VALUES_PER_DOCUMENT = 20;

    private final JsonParser parser;
    private final int mostValues;
    private final String holder;

    /** Where the objects and arrays of the current document begin; null when nobody asks. */
    private @Nullable IdentityHashMap<Object, Integer> lines;

    private int values;

    private TreeReader(JsonParser parser, int mostValues, String holder) {
        this.parser = parser;
        this.mostValues = mostValues;
        this.holder = holder;
    }

    /**
     * The object that the parser has just entered.
     *
     * @throws JsonParsingException if it is no object or no JSON
     */
    public static Tree readObject(JsonParser parser) {
        return new Tree(new TreeReader(parser, MAX_FILE_VALUES, "object").object(0, ""));
    }

    /**
     * The same as {@link #readObject}, for an object from an untrusted sender.
     *
     * @throws TooLargeException if more than {@value #MAX_REVIEW_VALUES} values would be kept
     */
    public static Tree readReviewed(JsonParser parser) {
        return new Tree(new TreeReader(parser, MAX_REVIEW_VALUES, "object").object(0, ""));
    }

    /**
     * The documents of one file, which follow each other and share the limits of the file. What nobody reads is left out of the members
     * of {@code items} too, as lists of objects have them.
     *
     * @throws JsonParsingException after the documents before it, at what is no JSON
     * @throws TooLargeException after the documents before it, when there are more documents or values than the heap can hold
     */
    public static void readDocuments(JsonParser parser, Consumer<Document> documents) {
        readDocuments(parser, documents, mostValues(Runtime.getRuntime().maxMemory()));
    }

    static void readDocuments(JsonParser parser, Consumer<Document> documents, int mostValues) {
        TreeReader reader = new TreeReader(parser, mostValues, "file");
        int mostDocuments = mostValues / VALUES_PER_DOCUMENT;
        for (int read = 0; parser.hasNext(); read++) {
            Event first = parser.next();
            if (read == mostDocuments) {
                throw reader.tooLarge(mostDocuments, "documents");
            }
            documents.accept(reader.document(first));
        }
    }

    static int mostValues(long heap) {
        return (int) Math.min(MAX_FILE_VALUES, heap / BYTES_PER_VALUE);
    }

    private Document document(Event first) {
        // Most documents of a file with many of them are small.
        IdentityHashMap<Object, Integer> linesOfDocument = new IdentityHashMap<>(1);
        lines = linesOfDocument;
        int line = line();
        return new Document(line, value(first, 0, ""), linesOfDocument);
    }

    private TooLargeException tooLarge(int most, String what) {
        return new TooLargeException(
                String.format(Locale.ROOT, "the %s has more than %,d %s", holder, most, what), parser.getLocation());
    }

    private @Nullable Object value(Event event, int depth, String parent) {
        if (++values > mostValues) {
            throw tooLarge(mostValues, "values");
        }
        return switch (event) {
            case START_OBJECT -> object(depth, parent);
            case START_ARRAY -> array(depth, parent);
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
        remember(object);
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

    private List<@Nullable Object> array(int depth, String parent) {
        List<@Nullable Object> array = new ArrayList<>();
        remember(array);
        int depthOfMembers = depth == 1 && parent.equals("items") ? 0 : depth + 1;
        for (Event event = parser.next(); event != Event.END_ARRAY; event = parser.next()) {
            array.add(value(event, depthOfMembers, ""));
        }
        return array;
    }

    private void remember(Object begun) {
        if (lines != null) {
            lines.put(begun, line());
        }
    }

    private int line() {
        return Math.toIntExact(parser.getLocation().getLineNumber());
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
