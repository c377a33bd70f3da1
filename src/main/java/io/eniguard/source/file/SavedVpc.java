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
 * What is known of a VPC as one document that {@link VpcFiles} reads back. It holds only what rules read, in a fixed order, so that
 * it is the same to the byte while nothing has changed. For several threads.
 */
public final class SavedVpc {

    private static final String SNAPSHOT = "Snapshot";
    private static final String CLUSTER = "cluster";

    private final Map<String, List<Object>> lists = new TreeMap<>();
    private @Nullable Object cluster;

    /** All that the documents have, as {@link VpcDocument#read} takes them together. */
    public static SavedVpc of(List<Tree> documents) {
        SavedVpc saved = new SavedVpc();
        documents.forEach(saved::add);
        return saved;
    }

    /** Adds what a document lists. A key that it has is complete, also where it lists nothing. */
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

    /** Leaves out what tells the part: of a list that broke off half way the rest would read back as absent. */
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
     * The document, as {@link io.eniguard.json.TreeWriter} takes it.
     *
     * @param snapshot what the facts say of themselves: {@code asOf}, {@code region}, {@code vpcId}
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
        Optional.ofNullable(cluster).ifPresent(told -> document.put(CLUSTER, told));
        return document;
    }
}
