package io.eniguard.cluster;

import io.eniguard.tree.Tree;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An ENIConfig, which names the subnet and the security groups of the interfaces that carry pods.
 *
 * <p>In versions of the VPC CNI before 1.19, the CRD has no schema, so {@code spec} may contain any value. This class ignores values that
 * do not have the form of an id. The rule {@code eniconfig-shape} reports them.
 *
 * @param name the name; empty if it is absent or not text
 * @param labels the labels, by which policies can select the ENIConfig
 * @param spec the field {@code spec}; empty if it is absent or not a mapping
 * @param malformedName the value of {@code metadata.name} if it is not text, such as a number. Only files can contain such a value
 */
public record EniConfig(
        String name,
        Map<String, String> labels,
        Map<String, String> annotations,
        Optional<Tree> spec,
        Optional<Object> malformedName) {

    public static final String KIND = "ENIConfig";
    public static final String GROUP = "crd.k8s.amazonaws.com";
    public static final String VERSION = "v1alpha1";

    /**
     * The name of the ENIConfig to which a node resolves if it has neither a label nor an annotation with the name of an ENIConfig. Source:
     * amazon-vpc-cni-k8s, pkg/eniconfig/eniconfig.go.
     */
    public static final String DEFAULT_NAME = "default";

    /** The key of the annotation with the name or the id of an ENIConfig's zone. */
    public static final String ZONE_ANNOTATION = "eniguard.io/zone";

    /** The key of an annotation. Its value {@code "true"} allows the deletion of an ENIConfig to which nodes resolve. */
    public static final String ALLOW_DELETE_ANNOTATION = "eniguard.io/allow-delete";

    // EC2 user guide, "Resource IDs": 8 hexadecimal digits before 2018, and 17 since then.
    private static final int OLD_ID_DIGITS = 8;
    private static final int ID_DIGITS = 17;

    // Kubernetes: a label value has at most 63 characters.
    private static final int LONGEST_LABEL_VALUE = 63;

    public EniConfig {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }

    public EniConfig(String name, Map<String, String> annotations, Optional<Tree> spec) {
        this(name, Map.of(), annotations, spec, Optional.empty());
    }

    public static EniConfig from(Tree manifest) {
        return new EniConfig(
                manifest.text("metadata", "name").orElse(""),
                manifest.texts("metadata", "labels"),
                manifest.texts("metadata", "annotations"),
                manifest.value("spec").filter(Map.class::isInstance).map(Tree::of),
                manifest.value("metadata", "name").filter(name -> !(name instanceof String)));
    }

    /** Returns the same ENIConfig, except that it names the subnet with this id. */
    public EniConfig withSubnet(String subnetId) {
        Map<String, @Nullable Object> fields =
                new LinkedHashMap<>(spec.map(Tree::fields).orElse(Map.of()));
        fields.put("subnet", subnetId);
        return new EniConfig(
                name, labels, annotations, Optional.of(new Tree(Collections.unmodifiableMap(fields))), malformedName);
    }

    /** Returns the manifest with the parts that this class keeps. */
    public Tree toTree() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("apiVersion", GROUP + "/" + VERSION);
        fields.put("kind", KIND);
        fields.put("metadata", Map.of("name", name, "labels", labels, "annotations", annotations));
        spec.map(Tree::fields).ifPresent(present -> fields.put("spec", present));
        return new Tree(Collections.unmodifiableMap(fields));
    }

    /** The value of {@code spec.subnet}, of any type. */
    public Optional<Object> subnetValue() {
        return spec.flatMap(fields -> fields.value("subnet"));
    }

    /** The subnet id in {@code spec.subnet}; empty if the value does not have the form of an id. */
    public Optional<String> subnetId() {
        return subnetValue().filter(EniConfig::isSubnetId).map(String.class::cast);
    }

    /** The value of {@code spec.securityGroups}, of any type. */
    public Optional<Object> securityGroupsValue() {
        return spec.flatMap(fields -> fields.value("securityGroups"));
    }

    /** The ids in {@code spec.securityGroups} in their order, without duplicates and without values that do not have the form of an id. */
    public List<String> securityGroupIds() {
        return securityGroupsValue().stream()
                .flatMap(value -> value instanceof List<?> list ? list.stream() : Stream.empty())
                .filter(EniConfig::isGroupId)
                .map(String.class::cast)
                .distinct()
                .toList();
    }

    public static boolean isSubnetId(Object value) {
        return value instanceof String text && isId("subnet-", text);
    }

    public static boolean isGroupId(Object value) {
        return value instanceof String text && isId("sg-", text);
    }

    // For speed, this method uses no regular expression, because many rules call it.
    private static boolean isId(String prefix, String text) {
        int digits = text.length() - prefix.length();
        if (!text.startsWith(prefix) || (digits != ID_DIGITS && digits != OLD_ID_DIGITS)) {
            return false;
        }
        for (int i = prefix.length(); i < text.length(); i++) {
            char digit = text.charAt(i);
            if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
                return false;
            }
        }
        return true;
    }

    public boolean isDefault() {
        return name.equals(DEFAULT_NAME);
    }

    /**
     * Whether a label of a node can name this ENIConfig. Only the length is checked, since label values permit all characters that names
     * permit.
     */
    public boolean canBeLabelValue() {
        return name.length() <= LONGEST_LABEL_VALUE;
    }
}
