package io.eniguard.review;

import io.eniguard.tree.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON Patch (RFC 6902) that only adds or replaces members of mappings. If a patch does not apply, the API server answers the request
 * with error 500, whatever the failure policy of the webhook is. A patch is therefore built from the object that it changes, and
 * {@link #applyTo} fails if the patch does not apply to that object.
 *
 * @param operations the operations in order; an empty list changes nothing
 */
public record Patch(List<Add> operations) {

    public static final Patch NONE = new Patch(List.of());

    public Patch {
        operations = List.copyOf(operations);
    }

    /**
     * An operation that sets one member of a mapping, whether or not the member exists.
     *
     * @param path the keys from the root to the member; all parents of the member must be existing mappings
     */
    public record Add(List<String> path, Object value) {

        public Add {
            path = List.copyOf(path);
        }

        /** Returns the path as a JSON Pointer (RFC 6901). */
        public String pointer() {
            StringBuilder pointer = new StringBuilder();
            path.forEach(
                    step -> pointer.append('/').append(step.replace("~", "~0").replace("/", "~1")));
            return pointer.toString();
        }
    }

    /**
     * Returns a patch that sets a member and creates missing parent mappings. Returns an empty patch if the member already has the value.
     */
    public static Patch set(Tree object, Object value, String... path) {
        if (object.value(path).filter(value::equals).isPresent()) {
            return NONE;
        }
        List<Add> operations = new ArrayList<>();
        for (int length = 1; length < path.length; length++) {
            String[] parent = List.of(path).subList(0, length).toArray(String[]::new);
            if (object.value(parent).isEmpty()) {
                operations.add(new Add(List.of(parent), Map.of()));
            }
        }
        operations.add(new Add(List.of(path), value));
        return new Patch(operations);
    }

    public boolean isEmpty() {
        return operations.isEmpty();
    }

    /** Returns a patch that applies this patch and then the other one. */
    public Patch and(Patch other) {
        List<Add> all = new ArrayList<>(operations);
        all.addAll(other.operations);
        return new Patch(all);
    }

    /**
     * Returns the object with the patch applied. The object itself is not changed.
     *
     * @throws IllegalStateException if the patch does not apply, which is a bug in the caller
     */
    public Tree applyTo(Tree object) {
        Tree result = object;
        for (Add add : operations) {
            result = Tree.of(with(result.fields(), add.path(), add.value()));
        }
        return result;
    }

    private static Map<String, @Nullable Object> with(@Nullable Object here, List<String> path, Object value) {
        if (!(here instanceof Map<?, ?>)) {
            throw new IllegalStateException("a patch leads through something that is no mapping, before " + path);
        }
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(Tree.of(here).fields());
        String step = path.get(0);
        copy.put(step, path.size() == 1 ? value : with(copy.get(step), path.subList(1, path.size()), value));
        return copy;
    }
}
