package io.eniguard.source.file;

import io.eniguard.tree.Tree;
import io.eniguard.vpc.Part;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The facts about a VPC as a document that {@link VpcFiles} can read. It contains only the fields that rules read, in a fixed order, so
 * unchanged facts give the same bytes. Safe for use by several threads.
 */
public final class SavedVpc {

    private static final String SNAPSHOT = "Snapshot";
    private static final String CLUSTER = "cluster";

    private final Map<String, List<Object>> lists = new TreeMap<>();
    private @Nullable Object cluster;

    /** Combines the documents like {@link VpcDocument#read}. */
    public static SavedVpc of(List<Tree> documents) {
        SavedVpc saved = new SavedVpc();
        documents.forEach(saved::add);
        return saved;
    }

    /** Adds the facts of a document. A key in the document is complete, even if its list is empty. */
    public synchronized void add(Tree document) {
        for (String key : document.keys()) {
            if (key.equals(CLUSTER)) {
                cluster = cluster == null ? form(key).kept(document.at(key).fields()) : cluster;
            } else if (VpcForms.BY_KEY.containsKey(key) && !key.equals(SNAPSHOT)) {
                List<?> kept = (List<?>) form(key)
                        .kept(document.trees(key).stream().map(Tree::fields).toList());
                lists.computeIfAbsent(key, absent -> new ArrayList<>()).addAll(kept);
            }
        }
    }

    /** Removes the key of a part that could not be read completely, since the missing members would later count as absent. */
    public synchronized SavedVpc without(Part<?> part) {
        String key = VpcKey.of(part).name();
        lists.remove(key);
        cluster = key.equals(CLUSTER) ? null : cluster;
        return this;
    }

    private static Form form(String key) {
        return Objects.requireNonNull(VpcForms.BY_KEY.get(key));
    }

    /**
     * Returns the document for {@link io.eniguard.json.TreeWriter}.
     *
     * @param snapshot the origin of the facts: {@code asOf}, {@code region}, {@code vpcId}
     */
    public synchronized Map<String, @Nullable Object> document(Map<String, String> snapshot) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        if (!snapshot.isEmpty()) {
            document.put(SNAPSHOT, new TreeMap<>(snapshot));
        }
        lists.forEach((key, members) -> document.put(
                key,
                members.stream()
                        .distinct()
                        .sorted(Comparator.comparing(String::valueOf))
                        .toList()));
        Optional.ofNullable(cluster).ifPresent(described -> document.put(CLUSTER, described));
        return document;
    }
}
