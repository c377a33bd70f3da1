package io.eniguard.cluster;

import io.eniguard.cluster.KubeletSettings.Form;
import io.eniguard.tree.Tree;
import java.util.List;
import java.util.Optional;

/**
 * A ConfigMap, with the kubelet configurations that its {@code data} holds, whatever the keys; or such a configuration as an
 * object of its own, which is as a ConfigMap that holds it. {@code binaryData} is not looked at.
 *
 * @param instanceType what the configurations are for: the label, or else the annotation {@value #INSTANCE_TYPE}
 * @param broken values that seem to hold one, and cannot be read
 */
public record KubeletConfigMap(
        ObjectId id, Optional<String> instanceType, List<KubeletSettings> settings, List<Broken> broken) {

    public static final String KIND = "ConfigMap";
    public static final String INSTANCE_TYPE = "node.kubernetes.io/instance-type";

    /** Configurations of one object that get a number. Each costs a line in the answer, and nobody keeps so many together. */
    public static final int MOST_FILLED_IN = 20;

    /**
     * A value that cannot be read to its end.
     *
     * @param line of the value, from 1
     */
    public record Broken(String key, int line, String reason, Cause cause) {

        /** Why a value cannot be read. */
        public enum Cause {
            NOT_YAML,
            /** It may be right, but takes more work than a review may cost. */
            TOO_LARGE,
            /** A script or a multi-part message is around the configuration, which is no mistake. */
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

    /** Configurations that name no number, nor an expression for it. */
    public List<KubeletSettings> withoutNumber() {
        return settings.stream().filter(KubeletSettings::isWithoutNumber).toList();
    }

    private static Optional<String> instanceType(Tree manifest) {
        return manifest.nonEmptyText("metadata", "labels", INSTANCE_TYPE)
                .or(() -> manifest.nonEmptyText("metadata", "annotations", INSTANCE_TYPE));
    }
}
