package io.eniguard.source.file;

import io.eniguard.tree.Tree;
import io.eniguard.vpc.Part;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The facts about a VPC as one document that {@link VpcFiles} can read. The document contains only the values that rules read, in a fixed
 * order, so that it does not change while the VPC does not change. This class is safe for use by several threads.
 */
public final class SavedVpc {

    private final Map<VpcKey<?>, List<Object>> members = new HashMap<>();

    /** Returns all facts of the documents. */
    public static SavedVpc of(List<Tree> documents) {
        SavedVpc saved = new SavedVpc();
        documents.forEach(saved::add);
        return saved;
    }

    /**
     * Adds the facts of a document. A key with an empty list is also saved, because an empty list means that the VPC has no such resources.
     */
    public synchronized void add(Tree document) {
        for (VpcKey<?> key : VpcKey.ALL) {
            if (key.isIn(document)) {
                List<Object> known = members.computeIfAbsent(key, absent -> new ArrayList<>());
                for (Tree member : key.members(document)) {
                    Optional.ofNullable(key.form().kept(member.fields())).ifPresent(known::add);
                }
            }
        }
    }

    /** Removes a part that was not read completely. Otherwise, a reader of the document would treat the missing members as deleted. */
    public synchronized SavedVpc without(Part<?> part) {
        members.remove(VpcKey.of(part));
        return this;
    }

    /**
     * Returns the document in the form that {@link io.eniguard.json.TreeWriter} writes.
     *
     * @param snapshot the properties of the facts: {@code asOf}, {@code region}, {@code vpcId}
     */
    public synchronized Map<String, @Nullable Object> document(Map<String, String> snapshot) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        if (!snapshot.isEmpty()) {
            document.put(VpcKey.SNAPSHOT, new TreeMap<>(snapshot));
        }
        for (VpcKey<?> key : VpcKey.ALL) {
            Optional.ofNullable(members.get(key)).ifPresent(known -> document.put(key.name(), value(key, known)));
        }
        return document;
    }

    private static Object value(VpcKey<?> key, List<Object> known) {
        return key.isSingle()
                ? known.get(0)
                : known.stream()
                        .distinct()
                        .sorted(Comparator.comparing(String::valueOf))
                        .toList();
    }
}
