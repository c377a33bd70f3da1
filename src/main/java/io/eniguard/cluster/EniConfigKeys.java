package io.eniguard.cluster;

import io.eniguard.cluster.EniConfigChoice.Source;
import java.util.Optional;

/**
 * The keys by which a node selects its ENIConfig.
 *
 * @param label the key of the label. This is the unchanged value of the variable, or the default key if the variable is empty
 * @param annotation the key of the annotation. The key is read in the same way as {@code label}
 */
public record EniConfigKeys(String label, String annotation) {

    /** The label with the name of a node's zone. */
    public static final String ZONE_LABEL = "topology.kubernetes.io/zone";

    public static final String DEPRECATED_ZONE_LABEL = "failure-domain.beta.kubernetes.io/zone";

    /** The label with the id of a node's zone. */
    public static final String ZONE_ID_LABEL = "topology.k8s.aws/zone-id";

    static EniConfigKeys in(CniEnvironment environment) {
        return new EniConfigKeys(
                environment.text(CniVariables.LABEL_DEF).orElse(CniSettings.DEFAULT_KEY),
                environment.text(CniVariables.ANNOTATION_DEF).orElse(CniSettings.DEFAULT_KEY));
    }

    /**
     * Whether eniguard may set the label on new nodes. Kubernetes and the cloud provider set the labels of Kubernetes and the topology
     * labels. eniguard does not set an invalid key either, because the API server would then refuse the node.
     */
    public boolean isLabelSetByEniguard() {
        return !LabelSyntax.isOfKubernetes(label) && !label.startsWith("topology.") && LabelSyntax.isKey(label);
    }

    /** Whether the label is one of the labels that the cloud controller sets to the name of the node's zone. */
    public boolean isLabelZoneName() {
        return label.equals(ZONE_LABEL) || label.equals(DEPRECATED_ZONE_LABEL);
    }

    /** Whether the label is the label that the cloud controller sets to the id of the node's zone. */
    public boolean isLabelZoneId() {
        return label.equals(ZONE_ID_LABEL);
    }

    /** Whether the label is a label that the cloud controller sets to the name or the id of the node's zone. */
    public boolean isLabelZone() {
        return isLabelZoneName() || isLabelZoneId();
    }

    /**
     * Returns the name of the node's ENIConfig. The name is the value of {@link CniSettings#EXTERNAL_LABEL}, otherwise of the annotation,
     * otherwise of the label. An empty value also counts and overrides the sources that follow. A node without any of the three resolves to
     * the ENIConfig {@code default}.
     */
    EniConfigChoice resolve(ClusterNode node) {
        return choice(Source.EXTERNAL_LABEL, CniSettings.EXTERNAL_LABEL, node.label(CniSettings.EXTERNAL_LABEL))
                .or(() -> choice(Source.ANNOTATION, annotation, node.annotation(annotation)))
                .or(() -> choice(Source.LABEL, label, node.label(label)))
                .orElse(new EniConfigChoice(Source.FALLBACK, "", EniConfig.DEFAULT_NAME));
    }

    private static Optional<EniConfigChoice> choice(Source source, String key, Optional<String> value) {
        return value.map(name -> new EniConfigChoice(source, key, name));
    }
}
