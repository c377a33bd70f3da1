package io.eniguard.tree;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON or YAML mapping with everything below it. Values are {@code Map<String, ?>}, {@code List<?>}, {@code String}, {@code Boolean},
 * {@code Long}, {@code BigInteger}, {@code BigDecimal}, {@code Double} or null. They must not be changed.
 *
 * <p>Methods with a path never fail. Their result is empty if the path does not exist or if its value has another type. Use {@link #value}
 * to distinguish these two cases.
 */
public record Tree(Map<String, @Nullable Object> fields) {

    public static final Tree EMPTY = new Tree(Map.of());

    /** Returns the mapping as a tree, without copying the mapping. Returns an empty tree if the value is not a mapping. */
    @SuppressWarnings("unchecked") // keys of JSON objects are strings, and the YAML reader refuses other keys
    public static Tree of(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? new Tree((Map<String, @Nullable Object>) map) : EMPTY;
    }

    public boolean isEmpty() {
        return fields.isEmpty();
    }

    public Set<String> keys() {
        return fields.keySet();
    }

    /** Returns the value at the path; empty if it is absent or null. */
    public Optional<Object> value(String... path) {
        Object here = fields;
        for (String step : path) {
            here = here instanceof Map<?, ?> map ? map.get(step) : null;
        }
        return Optional.ofNullable(here);
    }

    public Tree at(String... path) {
        return of(value(path).orElse(null));
    }

    public Optional<String> text(String... path) {
        return value(path).filter(String.class::isInstance).map(String.class::cast);
    }

    /** Returns the text at the path; empty if it is absent or an empty string. */
    public Optional<String> nonEmptyText(String... path) {
        return text(path).filter(text -> !text.isEmpty());
    }

    public Optional<Boolean> flag(String... path) {
        return value(path).filter(Boolean.class::isInstance).map(Boolean.class::cast);
    }

    /** Returns the whole number at the path; empty if it does not fit into a long. */
    public Optional<Long> integer(String... path) {
        return value(path).filter(Long.class::isInstance).map(Long.class::cast);
    }

    public List<@Nullable Object> list(String... path) {
        return value(path).orElse(null) instanceof List<?> list ? Collections.unmodifiableList(list) : List.of();
    }

    /** Returns the mappings in the list at the path. Skips other elements. */
    public List<Tree> trees(String... path) {
        List<Tree> trees = new ArrayList<>();
        for (Object element : list(path)) {
            if (element instanceof Map<?, ?>) {
                trees.add(of(element));
            }
        }
        return trees;
    }

    /** Returns the entries of the mapping at the path, such as labels. Skips entries whose values are not texts. */
    public Map<String, String> texts(String... path) {
        Map<String, String> texts = new LinkedHashMap<>();
        at(path).fields.forEach((key, value) -> {
            if (value instanceof String text) {
                texts.put(key, text);
            }
        });
        return Collections.unmodifiableMap(texts);
    }
}
