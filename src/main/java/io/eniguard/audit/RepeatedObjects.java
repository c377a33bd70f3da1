package io.eniguard.audit;

import io.eniguard.cluster.ObjectId;
import io.eniguard.text.Count;
import io.eniguard.tree.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Finds objects of any kind that are defined more than once. {@code kubectl apply} stores the last definition and drops the others without
 * a warning.
 */
final class RepeatedObjects {

    private record Key(String batch, ObjectId identity) {}

    private static final String DEFAULT_NAMESPACE = "default";
    private static final int NAMED = 3;

    private RepeatedObjects() {}

    static List<Remark> in(List<Definition> definitions, Function<Place, String> batchOf) {
        Map<Key, List<Definition>> byKey = new LinkedHashMap<>();
        definitions.stream()
                .filter(definition -> !definition.id().kind().isEmpty()
                        && !definition.id().name().isEmpty())
                .forEach(definition -> byKey.computeIfAbsent(
                                new Key(batchOf.apply(definition.place()), identity(definition.id())),
                                absent -> new ArrayList<>())
                        .add(definition));
        return byKey.values().stream()
                .filter(same -> same.size() > 1)
                .map(RepeatedObjects::remark)
                .toList();
    }

    /**
     * Returns the id without the version, because the API server stores one object for all versions of its group. An absent namespace
     * counts as {@code default}.
     */
    private static ObjectId identity(ObjectId id) {
        String namespace = id.namespace().isEmpty() ? DEFAULT_NAMESPACE : id.namespace();
        return new ObjectId(id.group(), id.kind(), namespace, id.name());
    }

    private static Remark remark(List<Definition> same) {
        Definition last = same.get(same.size() - 1);
        List<Definition> others = same.subList(0, same.size() - 1);
        String places = others.stream()
                .limit(NAMED)
                .map(definition -> definition.place().toString())
                .collect(Collectors.joining(", "));
        int rest = others.size() - NAMED;
        return new Remark(
                last.place(),
                "%s is defined %s: also at %s%s. kubectl apply keeps only the last definition. Fix: rename or remove the others"
                        .formatted(
                                last.id().shown(),
                                same.size() == 2 ? "twice" : same.size() + " times",
                                places,
                                rest > 0 ? " and %d more %s".formatted(rest, Count.noun(rest, "place")) : ""));
    }
}
