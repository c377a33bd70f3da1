package io.eniguard.cluster;

import io.eniguard.tree.Tree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An ENIConfig: the subnet and the security groups of the interfaces that carry pods.
 *
 * <p>Clusters from before VPC CNI 1.19 have a CRD without a schema, so anything may stand in {@code spec}: what does not have the
 * shape of an id is not taken for one here, and is the rule {@code eniconfig-shape}'s subject.
 *
 * @param spec empty when it is absent or no mapping
 */
public record EniConfig(String name, Map<String, String> annotations, Optional<Tree> spec) {

    public static final String KIND = "ENIConfig";
    public static final String GROUP = "crd.k8s.amazonaws.com";

    /** The name that a node falls back to: amazon-vpc-cni-k8s, pkg/eniconfig/eniconfig.go. */
    public static final String DEFAULT_NAME = "default";

    /** The zone that an ENIConfig is meant for, by name or id. */
    public static final String ZONE_ANNOTATION = "eniguard.io/zone";

    /** {@code "true"}: it may be deleted though nodes resolve to it. */
    public static final String ALLOW_DELETE_ANNOTATION = "eniguard.io/allow-delete";

    // EC2 user guide, "Resource IDs": 8 hexadecimal digits before 2018, 17 since.
    private static final Set<Integer> ID_DIGITS = Set.of(8, 17);
    private static final String HEXADECIMAL = "0123456789abcdef";

    // Kubernetes: a label value has at most 63 characters.
    private static final int LONGEST_LABEL_VALUE = 63;

    public EniConfig {
        annotations = Map.copyOf(annotations);
    }

    public static EniConfig from(Tree manifest) {
        return new EniConfig(
                manifest.text("metadata", "name").orElse(""),
                manifest.texts("metadata", "annotations"),
                manifest.value("spec").filter(Map.class::isInstance).map(Tree::of));
    }

    /** Whatever stands in {@code spec.subnet}. */
    public Optional<Object> subnetValue() {
        return spec.flatMap(fields -> fields.value("subnet"));
    }

    /** The subnet's id, when what stands there is one. */
    public Optional<String> subnetId() {
        return subnetValue().filter(EniConfig::isSubnetId).map(String.class::cast);
    }

    /** Whatever stands in {@code spec.securityGroups}. */
    public Optional<Object> securityGroupsValue() {
        return spec.flatMap(fields -> fields.value("securityGroups"));
    }

    /** The security groups' ids in their order, without repetitions and without what is no id. */
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

    // Every rule asks, so this is no regular expression.
    private static boolean isId(String prefix, String text) {
        if (!text.startsWith(prefix) || !ID_DIGITS.contains(text.length() - prefix.length())) {
            return false;
        }
        for (int i = prefix.length(); i < text.length(); i++) {
            if (HEXADECIMAL.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    public boolean isDefault() {
        return name.equals(DEFAULT_NAME);
    }

    /** Whether a node's label can name it. (An object's name is otherwise within what label values allow.) */
    public boolean canBeLabelValue() {
        return name.length() <= LONGEST_LABEL_VALUE;
    }
}
