package io.eniguard.rules;

import io.eniguard.tree.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A mapping without one of its values.
 *
 * @param path the path of the removed value, without the indexes of lists
 * @param rest the mapping without that value
 */
record Omission(List<String> path, Map<String, @Nullable Object> rest) {

    /** Returns one result for each value at any depth that is neither a mapping nor a list. */
    static Stream<Omission> ofEach(Map<String, @Nullable Object> whole) {
        return whole.entrySet().stream()
                .flatMap(entry -> isLeaf(entry.getValue())
                        ? Stream.of(new Omission(List.of(entry.getKey()), without(whole, entry.getKey())))
                        : parts(entry.getValue())
                                .map(part -> new Omission(
                                        prefixed(entry.getKey(), part.path), with(whole, entry.getKey(), part.rest))));
    }

    static Map<String, @Nullable Object> without(Map<String, @Nullable Object> whole, String key) {
        Map<String, @Nullable Object> rest = new LinkedHashMap<>(whole);
        rest.remove(key);
        return rest;
    }

    static List<@Nullable Object> without(List<?> whole, int index) {
        List<@Nullable Object> rest = new ArrayList<>(whole);
        rest.remove(index);
        return rest;
    }

    /** A mapping or a list without one of its values. */
    private record Part(List<String> path, Object rest) {}

    private static Stream<Part> parts(@Nullable Object value) {
        return value instanceof List<?> list
                ? IntStream.range(0, list.size()).boxed().flatMap(index -> parts(list, index))
                : ofEach(Tree.of(value).fields()).map(omission -> new Part(omission.path, omission.rest));
    }

    private static Stream<Part> parts(List<?> list, int index) {
        Object element = list.get(index);
        return isLeaf(element)
                ? Stream.of(new Part(List.of(), without(list, index)))
                : parts(element).map(part -> new Part(part.path, with(list, index, part.rest)));
    }

    private static boolean isLeaf(@Nullable Object value) {
        return !(value instanceof List<?> list && !list.isEmpty())
                && !(value instanceof Map<?, ?> map && !map.isEmpty());
    }

    private static List<String> prefixed(String first, List<String> others) {
        return Stream.concat(Stream.of(first), others.stream()).toList();
    }

    private static Map<String, @Nullable Object> with(Map<String, @Nullable Object> whole, String key, Object value) {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(whole);
        changed.put(key, value);
        return changed;
    }

    private static List<@Nullable Object> with(List<?> whole, int index, Object value) {
        List<@Nullable Object> changed = new ArrayList<>(whole);
        changed.set(index, value);
        return changed;
    }
}
