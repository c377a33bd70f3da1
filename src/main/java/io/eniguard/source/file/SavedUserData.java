package io.eniguard.source.file;

import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.NodeClass;
import io.eniguard.cluster.UserDataPods;
import io.eniguard.tree.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reduces the user data of an EC2NodeClass, which may contain secrets, to the labels that select ENIConfigs and the flags for the number of
 * pods.
 */
final class SavedUserData {

    private SavedUserData() {}

    /** Returns the EC2NodeClass with the reduced user data. */
    static Tree of(Tree nodeClass, CniSettings cni) {
        Map<String, @Nullable Object> spec =
                new LinkedHashMap<>(nodeClass.at("spec").fields());
        NodeClass read = NodeClass.from(nodeClass);
        List<String> flags = new ArrayList<>(read.userData().values().entrySet().stream()
                .filter(label -> Set.of(CniSettings.EXTERNAL_LABEL, CniSettings.DEFAULT_KEY)
                                .contains(label.getKey())
                        || label.getKey().equals(cni.labelKey()))
                .flatMap(label ->
                        label.getValue().stream().map(value -> "--node-labels=%s=%s".formatted(label.getKey(), value)))
                .toList());
        UserDataPods pods = read.userDataPods();
        pods.maxPods()
                .ifPresent(limit -> flags.add(
                        "--max-pods=" + String.valueOf(limit.value().value()).replaceAll("[\"\\\\]", "")));
        pods.podsPerCore().ifPresent(number -> flags.add("--pods-per-core=" + number));
        spec.remove("userData");
        if (!flags.isEmpty()) {
            spec.put("userData", pods.isEmpty() ? String.join("\n", flags) : nodeConfig(flags));
        }
        Map<String, @Nullable Object> kept = new LinkedHashMap<>(nodeClass.fields());
        kept.put("spec", spec);
        return Tree.of(kept);
    }

    private static String nodeConfig(List<String> flags) {
        return "apiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\nspec:\n  kubelet:\n    flags:\n"
                + flags.stream().map("    - \"%s\"\n"::formatted).collect(Collectors.joining());
    }
}
