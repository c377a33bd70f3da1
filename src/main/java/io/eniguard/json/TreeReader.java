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
 * Reads a value into plain maps and lists, as a {@link Tree} has them, one event at a time. Parts of large objects that no rule reads are
 * left out: {@code managedFields}, and some large parts of the status of a Node.
 */
public final class TreeReader {

    private static final Map<String, Set<String>> UNREAD =
            Map.of("metadata", Set.of("managedFields"), "status", Set.of("addresses", "images", "nodeInfo"));

    /**
     * The maximum number of values in an object under review. Each value needs about 100 bytes of memory. A Node of 60 KB has fewer than
     * 5,000 values.
     */
    public static final int MAX_REVIEW_VALUES = 100_000;

    /** The maximum number of values in a file. A list of 5,000 Nodes has about 7,000,000 values. */
    static final int MAX_FILE_VALUES = 20_000_000;

    /**
     * The assumed heap for each value of a file. Objects with one member need about 150 bytes per value, and the text itself also needs
     * memory.
     */
    private static final int BYTES_PER_VALUE = 200;

    /** The number of values that need as much heap as one document. A file can therefore have at most one million documents. */
    private static final int VALUES_PER_DOCUMENT = 20;

    private final JsonParser parser;
    private final int mostValues;
    private final String holder;

    /** The lines on which the objects and arrays of the current document begin; null if lines are not needed. */
    private @Nullable IdentityHashMap<Object, Integer> lines;

    private int values;

    private TreeReader(JsonParser parser, int mostValues, String holder) {
        this.parser = parser;
        this.mostValues = mostValues;
        this.holder = holder;
    }

    /**
     * Reads the object that the parser has just entered.
     *
     * @throws JsonParsingException if the parser is not at an object, or the text is not valid JSON
     */
    public static Tree readObject(JsonParser parser) {
        return new Tree(new TreeReader(parser, MAX_FILE_VALUES, "object").object(0, ""));
    }

    /**
     * Works like {@link #readObject}, for an object from an untrusted sender.
     *
     * @throws TooLargeException if the tree would have more than {@value #MAX_REVIEW_VALUES} values
     */
    public static Tree readReviewed(JsonParser parser) {
        return new Tree(new TreeReader(parser, MAX_REVIEW_VALUES, "object").object(0, ""));
    }

    /**
     * Reads all documents of a file. The limits apply to all documents together. Parts that no rule reads are also left out of the objects
     * in the {@code items} of a list.
     *
     * @throws JsonParsingException at the first error in the JSON, after the documents before it have been passed on
     * @throws TooLargeException if the file has more documents or values than the heap allows, after the documents before the limit have
     *     been passed on
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
        // Starts with a small map, because documents are small in a file with many of them.
        IdentityHashMap<Object, Integer> linesOfDocument = new IdentityHashMap<>(1);
        lines = linesOfDocument;
        int line = line();
        return new Document(line, value(first, 0, ""), linesOfDocument);
    }

    private TooLargeException tooLarge(int most, String unit) {
        return new TooLargeException(
                String.format(Locale.ROOT, "the %s has more than %,d %s", holder, most, unit), parser.getLocation());
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
