package io.eniguard.cluster;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The kinds of objects that API servers send to eniguard for review, with their names in the Kubernetes API. */
@SuppressWarnings("ImmutableEnumChecker") // the lists are immutable
public enum ReviewedKind {
    // The CRD of the VPC CNI serves only v1alpha1 (amazon-vpc-cni-k8s, charts/aws-vpc-cni/crds).
    ENI_CONFIG(
            EniConfig.KIND,
            EniConfig.GROUP,
            "eniconfigs",
            List.of(EniConfig.VERSION),
            List.of("CREATE", "UPDATE", "DELETE")),
    NODE(ClusterNode.KIND, "", "nodes", List.of("v1"), Operations.CREATE_UPDATE),
    CONFIG_MAP(KubeletConfigMap.KIND, "", "configmaps", List.of("v1"), Operations.CREATE_UPDATE),
    DAEMON_SET(CniSettings.KIND, "apps", "daemonsets", List.of("v1"), Operations.CREATE_UPDATE),
    // Before v1, Karpenter served v1beta1.
    NODE_CLASS(NodeClass.KIND, NodeClass.GROUP, "ec2nodeclasses", List.of("v1", "v1beta1"), Operations.CREATE_UPDATE),
    NODE_POOL(NodePool.KIND, NodePool.GROUP, "nodepools", List.of("v1", "v1beta1"), Operations.CREATE_UPDATE),
    AUTO_NODE_CLASS(AutoNodeClass.KIND, AutoNodeClass.GROUP, "nodeclasses", List.of("v1"), Operations.CREATE_UPDATE),
    /** The policies of eniguard. They are not part of a cluster's snapshot. */
    POLICY(
            "CustomNetworkingPolicy",
            "eniguard.io",
            "customnetworkingpolicies",
            List.of("v1alpha1"),
            Operations.CREATE_UPDATE);

    /** All kinds. For example, an unreadable file may contain objects of any of them. */
    public static final Set<ReviewedKind> ALL = Set.of(values());

    private final String kind;
    private final String group;
    private final String resource;
    private final List<String> versions;
    private final List<String> operations;

    ReviewedKind(String kind, String group, String resource, List<String> versions, List<String> operations) {
        this.kind = kind;
        this.group = group;
        this.resource = resource;
        this.versions = versions;
        this.operations = operations;
    }

    /** Returns the kind with this plural name; empty if there is none. */
    public static Optional<ReviewedKind> ofResource(String resource) {
        return Stream.of(values())
                .filter(kind -> kind.resource.equals(resource))
                .findFirst();
    }

    public String kind() {
        return kind;
    }

    /** The API group; empty for the core group. */
    public String group() {
        return group;
    }

    /** The plural name in the Kubernetes API, such as {@code eniconfigs}. */
    public String resource() {
        return resource;
    }

    /** The current API version. */
    public String version() {
        return versions.get(0);
    }

    /** The current API version and the earlier ones. */
    public List<String> versions() {
        return versions;
    }

    /** The text {@code GROUP/VERSION} with the current API version, or only the version for the core group. */
    public String apiVersion() {
        return (group.isEmpty() ? "" : group + "/") + version();
    }

    /** The reviewed operations, with their names in admission reviews. */
    public List<String> operations() {
        return operations;
    }

    /** Holds a list that several constants of the enum use. */
    private static final class Operations {
        static final List<String> CREATE_UPDATE = List.of("CREATE", "UPDATE");
    }
}
