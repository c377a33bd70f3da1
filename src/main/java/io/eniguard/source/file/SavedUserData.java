package io.eniguard.source.file;

import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.NodeClass;
import io.eniguard.tree.Tree;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reduces the user data of an EC2NodeClass, which may contain secrets, to the labels that select ENIConfigs. */
final class SavedUserData {

    private SavedUserData() {}

    /** Returns the EC2NodeClass with the reduced user data. */
    static Tree of(Tree nodeClass, CniSettings cni) {
        Map<String, @Nullable Object> spec =
                new LinkedHashMap<>(nodeClass.at("spec").fields());
        String flags = NodeClass.from(nodeClass).userData().values().entrySet().stream()
                .filter(label -> Set.of(CniSettings.EXTERNAL_LABEL, CniSettings.DEFAULT_KEY)
                                .contains(label.getKey())
                        || label.getKey().equals(cni.labelKey()))
                .flatMap(label ->
                        label.getValue().stream().map(value -> "--node-labels=%s=%s".formatted(label.getKey(), value)))
                .collect(Collectors.joining("\n"));
        spec.remove("userData");
        if (!flags.isEmpty()) {
            spec.put("userData", flags);
        }
        Map<String, @Nullable Object> kept = new LinkedHashMap<>(nodeClass.fields());
        kept.put("spec", spec);
        return Tree.of(kept);
    }
}
