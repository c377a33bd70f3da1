package io.eniguard.audit;

import io.eniguard.cluster.ObjectId;
import io.eniguard.tree.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds objects that are defined more than once. {@code kubectl apply} stores the last of them, and the others are lost without a word. */
final class RepeatedObjects {

    private static final String DEFAULT_NAMESPACE = "default";
    private static final int NAMED = 3;

    private RepeatedObjects() {}

    static List<Remark> in(List<AuditedObject> objects) {
        Map<ObjectId, List<AuditedObject>> byId = new LinkedHashMap<>();
        objects.stream()
                .filter(object -> !object.id().name().isEmpty())
                .forEach(object -> byId.computeIfAbsent(identity(object.id()), absent -> new ArrayList<>())
                        .add(object));
        return byId.values().stream()
                .filter(same -> same.size() > 1)
                .map(RepeatedObjects::remark)
                .toList();
    }

    /** The API server keeps one object for all versions of its group. */
    private static ObjectId identity(ObjectId id) {
        String namespace = id.namespace().isEmpty() ? DEFAULT_NAMESPACE : id.namespace();
        return new ObjectId(id.group(), id.kind(), namespace, id.name());
    }

    private static Remark remark(List<AuditedObject> same) {
        AuditedObject last = same.get(same.size() - 1);
        List<AuditedObject> others = same.subList(0, same.size() - 1);
        String places = others.stream()
                .limit(NAMED)
                .map(AuditedObject::place)
                .map(Place::toString)
                .collect(Collectors.joining(", "));
        int rest = others.size() - NAMED;
        String more = rest > 0 ? " and %d more %s".formatted(rest, rest == 1 ? "place" : "places") : "";
        return new Remark(
                last.place(),
                "%s is defined %s: also at %s%s. kubectl apply keeps the last one only. Fix: rename or remove one"
                        .formatted(
                                last.id().shown(), same.size() == 2 ? "twice" : same.size() + " times", places, more));
    }
}
