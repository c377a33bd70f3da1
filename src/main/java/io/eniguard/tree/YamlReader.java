package io.eniguard.tree;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;

/**
 * Reads YAML 1.2, which includes JSON, with several documents, anchors and merge keys. A duplicate key in a mapping is an error, since one
 * of its two values would be lost. {@link YamlBudget} limits the size of the input, and {@link YamlEvents} its depth.
 */
public final class YamlReader {

    private final YamlEvents events;
    private final IdentityHashMap<Object, Integer> lines = new IdentityHashMap<>(4);

    // All aliases of an anchor share one list or mapping. For a scalar, the map contains the event, since a key needs
    // the text of the scalar.
    private final Map<String, Object> anchors = new HashMap<>();

    private YamlReader(YamlEvents events) {
        this.events = events;
    }

    /** Returns all documents of the text in order, including empty ones. */
    public static List<Document> readAll(String text) throws YamlSyntaxException {
        return readUntilError(text, YamlBudget.ofFile()).orThrow();
    }

    /** Works like {@link #readUntilError(String, YamlBudget)}, with the budget of a file. */
    public static Outcome readUntilError(String text) {
        return readUntilError(text, YamlBudget.ofFile());
    }

    /** Returns the documents before the first error, and the error if there is one. */
    public static Outcome readUntilError(String text, YamlBudget budget) {
        List<Document> documents = new ArrayList<>();
        try {
            YamlEvents events = new YamlEvents(text, budget);
            for (Optional<Event> root = events.nextDocument(); root.isPresent(); root = events.nextDocument()) {
                documents.add(new YamlReader(events).document(root.get()));
            }
            return new Outcome(documents, null);
        } catch (YamlSyntaxException e) {
            return new Outcome(documents, e);
        }
    }

    /**
     * The result of reading a text.
     *
     * @param documents the documents before the error; all documents if there is no error
     * @param error the first error; null if there is none
     */
    public record Outcome(
            List<Document> documents, @Nullable YamlSyntaxException error) {

        public Outcome {
            documents = List.copyOf(documents);
        }

        List<Document> orThrow() throws YamlSyntaxException {
            if (error != null) {
                throw error;
            }
            return documents;
        }
    }

    private Document document(Event root) throws YamlSyntaxException {
        return new Document(YamlEvents.line(root), value(root), lines);
    }

    private @Nullable Object value(Event event) throws YamlSyntaxException {
        if (event instanceof AliasEvent alias) {
            Object anchored = anchored(alias);
            return anchored instanceof ScalarEvent scalar ? YamlScalars.value(scalar) : anchored;
        } else if (event instanceof ScalarEvent scalar) {
            register(scalar, scalar);
            return YamlScalars.value(scalar);
        } else if (event instanceof SequenceStartEvent sequence) {
            return list(sequence);
        }
        return map((MappingStartEvent) event);
    }

    private List<@Nullable Object> list(SequenceStartEvent start) throws YamlSyntaxException {
        List<@Nullable Object> list = new ArrayList<>();
        begin(start, list);
        for (Event event = events.next(); !event.getEventId().equals(Event.ID.SequenceEnd); event = events.next()) {
            list.add(value(event));
        }
        return list;
    }

    private Map<String, @Nullable Object> map(MappingStartEvent start) throws YamlSyntaxException {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        Map<String, @Nullable Object> merged = new LinkedHashMap<>();
        begin(start, map);
        for (Event event = events.next(); !event.getEventId().equals(Event.ID.MappingEnd); event = events.next()) {
            ScalarEvent key = key(event);
            Event next = events.next();
            Object value = value(next);
            if (YamlScalars.isMerge(key)) {
                merge(value, YamlEvents.line(next), merged);
            } else if (map.containsKey(key.getValue())) {
                throw error(event, "duplicate key " + YamlScalars.quoted(key.getValue()));
            } else {
                map.put(key.getValue(), value);
            }
        }
        merged.forEach((key, value) -> {
            // putIfAbsent would replace a null value.
            if (!map.containsKey(key)) {
                map.put(key, value);
            }
        });
        return map;
    }

    private static void merge(@Nullable Object value, int line, Map<String, @Nullable Object> into)
            throws YamlSyntaxException {
        List<?> sources = value instanceof List<?> list ? list : List.of(value == null ? "" : value);
        for (Object source : sources) {
            if (!(source instanceof Map<?, ?>)) {
                throw new YamlSyntaxException(line, "<< needs a mapping or a list of mappings");
            }
            // If several sources have the key, the value of the first source is used.
            Tree.of(source).fields().forEach((key, member) -> {
                if (!into.containsKey(key)) {
                    into.put(key, member);
                }
            });
        }
    }

    private ScalarEvent key(Event event) throws YamlSyntaxException {
        if (event instanceof ScalarEvent key) {
            register(key, key);
            return key;
        } else if (event instanceof AliasEvent alias && anchored(alias) instanceof ScalarEvent key) {
            return key;
        }
        throw error(event, "a key must be a text, not a list or a mapping");
    }

    private void begin(NodeEvent event, Object begun) {
        lines.put(begun, YamlEvents.line(event));
        register(event, begun);
    }

    private void register(NodeEvent event, Object value) {
        event.getAnchor().ifPresent(anchor -> anchors.put(anchor.getValue(), value));
    }

    private Object anchored(AliasEvent alias) {
        Object value = anchors.get(alias.getAlias().getValue());
        if (value == null) {
            throw new IllegalStateException("an alias without an anchor passed the guard");
        }
        return value;
    }

    private static YamlSyntaxException error(Event event, String reason) {
        return new YamlSyntaxException(YamlEvents.line(event), reason);
    }
}
