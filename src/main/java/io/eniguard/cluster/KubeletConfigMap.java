package io.eniguard.cluster;

import io.eniguard.cluster.KubeletSettings.Form;
import io.eniguard.tree.Tree;
import java.util.List;
import java.util.Optional;

/**
 * A ConfigMap with all kubelet configurations in its {@code data}, under any key. {@code binaryData} is ignored. A kubelet configuration
 * outside a ConfigMap is treated like a ConfigMap that contains only this configuration.
 *
 * @param instanceType the instance type of the nodes that use the configurations, from the label {@value #INSTANCE_TYPE}, otherwise from
 *     the annotation with the same key
 * @param broken the values that seem to contain a configuration but cannot be read
 */
public record KubeletConfigMap(
        ObjectId id, Optional<String> instanceType, List<KubeletSettings> settings, List<Broken> broken) {

    public static final String KIND = "ConfigMap";
    public static final String INSTANCE_TYPE = "node.kubernetes.io/instance-type";

    /**
     * The maximum number of configurations without a number in one object. If an object has more, eniguard sets {@code maxPods} in none of
     * them. This limits the work for hostile objects, and no real object has so many.
     */
    public static final int MOST_FILLED_IN = 20;

    /**
     * A value of which at least a part cannot be read.
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
        broken = List.copyOf(broken);
    }

    public static KubeletConfigMap from(Tree configMap) {
        EmbeddedConfigurations embedded = new EmbeddedConfigurations(configMap.texts("data"));
        return new KubeletConfigMap(
                ObjectId.of(configMap), instanceType(configMap), embedded.settings(), embedded.broken());
    }

    /** @param manifest a KubeletConfiguration or a NodeConfig outside a ConfigMap */
    public static KubeletConfigMap ofBare(Tree manifest) {
        List<KubeletSettings> settings = Form.of(manifest)
                .map(form -> new KubeletSettings(form, "", 0, manifest))
                .map(List::of)
                .orElse(List.of());
        return new KubeletConfigMap(ObjectId.of(manifest), instanceType(manifest), settings, List.of());
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
