package io.eniguard.cluster;

import io.eniguard.cluster.KubeletSettings.Form;
import io.eniguard.tree.Tree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A ConfigMap with all kubelet configurations in its {@code data}, under any key. {@code binaryData} is ignored. A kubelet configuration
 * outside a ConfigMap is treated like a ConfigMap that contains only this configuration.
 *
 * @param instanceType the instance type of the nodes that use the configurations, from the label {@value #INSTANCE_TYPE}, otherwise from
 *     the annotation with the same key
 * @param nodeLabels the labels that the configurations, and scripts in the same ConfigMap, give to nodes; one entry per value with labels
 * @param broken the values that seem to contain a configuration but cannot be read
 */
public record KubeletConfigMap(
        ObjectId id,
        Optional<String> instanceType,
        List<KubeletSettings> settings,
        List<NodeLabels> nodeLabels,
        List<Broken> broken) {

    public static final String KIND = "ConfigMap";
    public static final String INSTANCE_TYPE = "node.kubernetes.io/instance-type";

    /**
     * The maximum number of configurations without a number in one object. If an object has more, eniguard sets {@code maxPods} in none of
     * them. This limits the work for hostile objects, and no real object has so many.
     */
    public static final int MOST_FILLED_IN = 20;

    /** The maximum number of values whose labels are read. No real ConfigMap has so many. */
    private static final int MOST_WITH_LABELS = 20;

    /**
     * A value with at least one part that cannot be read.
     *
     * @param line the line of the value at which reading stopped, starting at 1
     */
    public record Broken(String key, int line, String reason, Cause cause) {

        /** The reason why a value cannot be read. */
        public enum Cause {
            /** The value is not valid YAML. */
            NOT_YAML,
            /** The value may be valid, but reading it would take more work than a review may cost. */
            TOO_LARGE,
            /** The configuration is part of a script or of a multi-part message. This is not a mistake. */
            USER_DATA
        }
    }

    public KubeletConfigMap {
        settings = List.copyOf(settings);
        nodeLabels = List.copyOf(nodeLabels);
        broken = List.copyOf(broken);
    }

    public static KubeletConfigMap from(Tree configMap) {
        Map<String, String> data = configMap.texts("data");
        EmbeddedConfigurations embedded = new EmbeddedConfigurations(data);
        return new KubeletConfigMap(
                ObjectId.of(configMap),
                instanceType(configMap),
                embedded.settings(),
                data.entrySet().stream()
                        .map(entry -> NodeLabels.in(entry.getValue(), "data." + entry.getKey()))
                        .filter(labels -> !labels.values().isEmpty())
                        .limit(MOST_WITH_LABELS)
                        .toList(),
                embedded.broken());
    }

    /** @param manifest a KubeletConfiguration or a NodeConfig outside a ConfigMap */
    public static KubeletConfigMap ofBare(Tree manifest) {
        List<KubeletSettings> settings = Form.of(manifest)
                .map(form -> new KubeletSettings(form, "", 0, manifest))
                .map(List::of)
                .orElse(List.of());
        return new KubeletConfigMap(
                ObjectId.of(manifest), instanceType(manifest), settings, List.of(labels(manifest)), List.of());
    }

    /** Reads the labels from the flags of a NodeConfig. */
    private static NodeLabels labels(Tree manifest) {
        String flags = manifest.list("spec", "kubelet", "flags").stream()
                .map(String::valueOf)
                .collect(Collectors.joining("\n"));
        return NodeLabels.in(flags, "spec.kubelet.flags");
    }

    /** The configurations that contain neither a number of pods nor an expression for it. */
    public List<KubeletSettings> withoutNumber() {
        return settings.stream().filter(KubeletSettings::isWithoutNumber).toList();
    }

    private static Optional<String> instanceType(Tree manifest) {
        return manifest.nonEmptyText("metadata", "labels", INSTANCE_TYPE)
                .or(() -> manifest.nonEmptyText("metadata", "annotations", INSTANCE_TYPE));
    }
}
