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
 * A JSON or YAML mapping and what is below it. Values are {@code Map<String, ?>}, {@code List<?>}, {@code String},
 * {@code Boolean}, {@code Long}, {@code BigInteger}, {@code BigDecimal}, {@code Double} or null. Not to be changed once it is here.
 *
 * <p>Reading never fails: a path that leads nowhere, or to something of another type, is empty. Whoever must tell the two apart
 * asks for {@link #value}.
 */
public record Tree(Map<String, @Nullable Object> fields) {

    public static final Tree EMPTY = new Tree(Map.of());

    /** Takes the mapping as it is; anything that is no mapping is an empty tree. */
    @SuppressWarnings("unchecked") // keys of JSON objects are strings; readers of YAML refuse others
    public static Tree of(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? new Tree((Map<String, @Nullable Object>) map) : EMPTY;
    }

    public boolean isEmpty() {
        return fields.isEmpty();
    }

    public Set<String> keys() {
        return fields.keySet();
    }

    /** The value at the path; empty when it is absent or null. */
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

    /** A text that has a character in it. */
    public Optional<String> nonEmptyText(String... path) {
        return text(path).filter(text -> !text.isEmpty());
    }

    public Optional<Boolean> flag(String... path) {
        return value(path).filter(Boolean.class::isInstance).map(Boolean.class::cast);
    }

    /** A whole number that fits a long. */
    public Optional<Long> integer(String... path) {
        return value(path).filter(Long.class::isInstance).map(Long.class::cast);
    }

    public List<@Nullable Object> list(String... path) {
        return value(path).orElse(null) instanceof List<?> list ? Collections.unmodifiableList(list) : List.of();
    }

    /** The mappings in a list; other elements are left out. */
    public List<Tree> trees(String... path) {
        List<Tree> trees = new ArrayList<>();
        for (Object element : list(path)) {
            if (element instanceof Map<?, ?>) {
                trees.add(of(element));
            }
        }
        return trees;
    }

    /** A mapping of texts, such as labels; entries with other values are left out. */
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
