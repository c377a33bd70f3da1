package io.eniguard.cluster;

import io.eniguard.cluster.KubeletSettings.Form;
import io.eniguard.tree.Tree;
import java.util.List;
import java.util.Optional;

/**
 * A ConfigMap with the kubelet configurations in its {@code data}, under any key. {@code binaryData} is ignored. A configuration that is a
 * separate object is treated like a ConfigMap that contains it.
 *
 * @param instanceType the instance type that the configurations are for: the label, otherwise the annotation {@value #INSTANCE_TYPE}
 * @param broken the values that seem to contain a configuration but cannot be read
 */
public record KubeletConfigMap(
        ObjectId id, Optional<String> instanceType, List<KubeletSettings> settings, List<Broken> broken) {

    public static final String KIND = "ConfigMap";
    public static final String INSTANCE_TYPE = "node.kubernetes.io/instance-type";

    /** The limit on configurations of one object that get a number. Each adds a line to the answer, and no real object has so many. */
    public static final int MOST_FILLED_IN = 20;

    /**
     * A value that cannot be read to its end.
     *
     * @param line the line in the value at which reading stopped, from 1
     */
    public record Broken(String key, int line, String reason, Cause cause) {

        /** Why a value cannot be read. */
        public enum Cause {
            /** The value is not valid YAML. */
            NOT_YAML,
            /** The value may be valid, but reading it would take more work than a review may cost. */
            TOO_LARGE,
            /** The configuration is part of a script or a multi-part message, which is not a mistake. */
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

    /** @param manifest a KubeletConfiguration or a NodeConfig */
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
