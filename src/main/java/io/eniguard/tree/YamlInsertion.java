package io.eniguard.tree;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.events.Event;

/**
 * Adds a number to documents of a YAML or JSON text and leaves every other character unchanged, including comments, quotes, order and line
 * ends. The result is read again, and returned only if it contains exactly the original values and the number. The number of times that the
 * text is read does not depend on the number of documents.
 */
public final class YamlInsertion {

    private final String text;
    private final Map<Integer, List<String>> paths;
    private final long value;

    private YamlInsertion(String text, Map<Integer, List<String>> paths, long value) {
        this.text = text;
        this.paths = Map.copyOf(paths);
        this.value = value;
    }

    /**
     * Returns the text with the number added to each document in which this is possible; empty if it is possible in no document. It is
     * impossible if the last key of the path already exists, if another key leads to something other than a mapping, or if the mapping is
     * used in several places.
     *
     * @param paths the keys from the root to the number, by the index of the document; absent mappings are created
     */
    public static Optional<String> insert(String text, Map<Integer, List<String>> paths, long value) {
        try {
            return new YamlInsertion(text, paths, value).result();
        } catch (YamlSyntaxException e) {
            return Optional.empty();
        }
    }

    private Optional<String> result() throws YamlSyntaxException {
        List<Document> before = read(text);
        Map<Integer, TextEdit> edits = edits();
        Set<Integer> right = right(before, edits);
        if (right.size() < edits.size()) {
            // In the other documents, the edit would also change something else, so these documents stay unchanged.
            edits.keySet().retainAll(right);
            right = right(before, edits);
        }
        return !edits.isEmpty() && right.size() == edits.size()
                ? Optional.of(TextEdit.apply(text, edits.values()))
                : Optional.empty();
    }

    private static List<Document> read(String text) throws YamlSyntaxException {
        return YamlReader.readUntilError(text, YamlBudget.ofFilledObject()).orThrow();
    }

    private Map<Integer, TextEdit> edits() throws YamlSyntaxException {
        Map<Integer, TextEdit> edits = new LinkedHashMap<>();
        YamlEvents events = new YamlEvents(text, YamlBudget.ofFilledObject());
        InsertionPoint point = new InsertionPoint(text, events, value);
        int number = 0;
        for (Optional<Event> root = events.nextDocument(); root.isPresent(); root = events.nextDocument()) {
            Optional<TextEdit> edit = point.in(root.get(), paths.getOrDefault(number, List.of()));
            if (edit.isPresent()) {
                edits.put(number, edit.get());
            }
            number++;
        }
        return edits;
    }

    /**
     * Returns the indexes of the documents in which the edits add the number and change nothing else; empty if a document without an edit
     * changes.
     */
    private Set<Integer> right(List<Document> before, Map<Integer, TextEdit> edits) throws YamlSyntaxException {
        List<Document> after = read(TextEdit.apply(text, edits.values()));
        Set<Integer> right = new LinkedHashSet<>();
        if (before.size() != after.size()) {
            return right;
        }
        for (int i = 0; i < before.size(); i++) {
            Object was = before.get(i).content();
            boolean isEdited = edits.containsKey(i);
            Object expected = isEdited ? added(was, paths.getOrDefault(i, List.of())) : was;
            boolean isRight = Objects.equals(expected, after.get(i).content());
            if (isEdited && isRight) {
                right.add(i);
            } else if (!isEdited && !isRight) {
                return Set.of();
            }
        }
        return right;
    }

    private Object added(@Nullable Object mapping, List<String> rest) {
        if (rest.isEmpty()) {
            return value;
        }
        Map<String, @Nullable Object> copy =
                new LinkedHashMap<>(Tree.of(mapping).fields());
        copy.put(rest.get(0), added(copy.get(rest.get(0)), rest.subList(1, rest.size())));
        return copy;
    }
}
