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
 * Adds one number to documents of a YAML or JSON text and leaves every other character as it is: comments, quotes, order and line
 * ends. What comes out is read again, and given back only when it holds exactly what the text held and that number. The text is read
 * a few times, however many documents get the number.
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
     * The text with the number added to each document where that can be done; empty where it can be done in none, since something
     * stands in its way, or the mapping is used in several places.
     *
     * @param paths of documents, counted from 0, the keys from the root; mappings that are absent are made
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
            // Elsewhere in such a document the number would change something too; the others are tried without it.
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

    /** The documents that the edits add the number to and change nothing else in; none when another document changes. */
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
