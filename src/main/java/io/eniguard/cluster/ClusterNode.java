package io.eniguard.cluster;

import io.eniguard.net.Zone;
import io.eniguard.tree.Tree;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A Node, with the fields that rules read.
 *
 * @param providerId {@code spec.providerID}; on EKS, a node already has it when it registers
 * @param creationTimestamp the text of {@code metadata.creationTimestamp}; empty if the object is not stored yet
 * @param lacksNetwork whether the kubelet reports that the node is not ready because the network for pods is missing
 * @param instance the facts from EC2 about the node's instance; empty if they are unknown. They override the fields of the object, because
 *     the kubelet sets these fields and could set wrong values
 */
public record ClusterNode(
        String name,
        Map<String, String> labels,
        Map<String, String> annotations,
        Optional<String> providerId,
        Optional<String> creationTimestamp,
        Pods pods,
        boolean lacksNetwork,
        Optional<Instance> instance) {

    public static final String KIND = "Node";

    private static final Set<String> GOVERNED_ARCHITECTURES = Set.of("amd64", "arm64");
    private static final Set<String> TYPES_OUTSIDE_EC2 = Set.of("fargate", "hybrid");

    private static final String OS_LABEL = "kubernetes.io/os";
    private static final String ARCH_LABEL = "kubernetes.io/arch";
    private static final String COMPUTE_TYPE_LABEL = "eks.amazonaws.com/compute-type";

    /** The numbers of pods that the kubelet reports in the status, as Kubernetes quantities. Absent numbers are empty. */
    public record Pods(Optional<Object> capacity, Optional<Object> allocatable) {

        /** The capacity as a number; empty if it is absent or not a whole number. */
        public OptionalLong capacityNumber() {
            return capacity.map(Quantity::wholeNumber).orElse(OptionalLong.empty());
        }

        /** The number of allocatable pods; empty if it is absent or not a whole number. */
        public OptionalLong allocatableNumber() {
            return allocatable.map(Quantity::wholeNumber).orElse(OptionalLong.empty());
        }
    }

    /**
     * The facts from EC2 about an instance.
     *
     * @param zone the zone; its name or its id may be unknown
     */
    public record Instance(Zone zone, Optional<String> type) {}

    public ClusterNode {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }

    /** Creates a node without conditions and without facts from EC2. */
    public ClusterNode(
            String name,
            Map<String, String> labels,
            Map<String, String> annotations,
            Optional<String> providerId,
            Optional<String> creationTimestamp,
            Pods pods) {
        this(name, labels, annotations, providerId, creationTimestamp, pods, false, Optional.empty());
    }

    /** Returns the same node with the given facts about its instance. */
    public ClusterNode with(Instance known) {
        return new ClusterNode(
                name, labels, annotations, providerId, creationTimestamp, pods, lacksNetwork, Optional.of(known));
    }

    public static ClusterNode from(Tree manifest) {
        return new ClusterNode(
                manifest.text("metadata", "name").orElse(""),
                manifest.texts("metadata", "labels"),
                manifest.texts("metadata", "annotations"),
                manifest.nonEmptyText("spec", "providerID"),
                manifest.text("metadata", "creationTimestamp"),
                new Pods(manifest.value("status", "capacity", "pods"), manifest.value("status", "allocatable", "pods")),
                MissingNetwork.isReported(manifest),
                Optional.empty());
    }

    /** Returns the parsed creation timestamp; empty if it is absent or malformed. The result is not stored, because few reviews need it. */
    public Optional<Instant> createdAt() {
        try {
            return creationTimestamp.map(Instant::parse);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    public Optional<String> label(String key) {
        return Optional.ofNullable(labels.get(key));
    }

    public Optional<String> annotation(String key) {
        return Optional.ofNullable(annotations.get(key));
    }

    /** The zone of the node, as EC2 reports it. If EC2 reports no zone, returns {@link #statedZone()}. */
    public Zone zone() {
        return instance.map(Instance::zone).filter(Zone::isKnown).orElseGet(this::statedZone);
    }

    /**
     * The zone that the object names. Its name is in the topology label, otherwise in the deprecated label, otherwise in {@code
     * spec.providerID}. When a node registers on EKS, it has only {@code spec.providerID}. The cloud controller sets the labels seconds
     * later.
     */
    public Zone statedZone() {
        Optional<String> name = nonEmptyLabel("topology.kubernetes.io/zone")
                .or(() -> nonEmptyLabel("failure-domain.beta.kubernetes.io/zone"))
                .or(() -> ec2Id().flatMap(ProviderId::zone));
        return new Zone(name, nonEmptyLabel("topology.k8s.aws/zone-id"));
    }

    /** The id of the EC2 instance, such as {@code i-0123456789abcdef0}, from {@code spec.providerID}. */
    public Optional<String> instanceId() {
        return providerId.map(id -> id.substring(id.lastIndexOf('/') + 1)).filter(last -> last.startsWith("i-"));
    }

    /** The instance type, as EC2 reports it. If EC2 reports no type, returns the value of the label. */
    public Optional<String> instanceType() {
        return instance.flatMap(Instance::type)
                .or(() -> nonEmptyLabel("node.kubernetes.io/instance-type"))
                .or(() -> nonEmptyLabel("beta.kubernetes.io/instance-type"));
    }

    /**
     * Whether custom networking governs this node, which means that the VPC CNI assigns the addresses of its pods. The conditions are those
     * in the affinity of the DaemonSet aws-node: the node runs Linux on amd64 or arm64, and is not a node of Fargate, EKS Hybrid Nodes or
     * EKS Auto Mode. An absent label does not exclude the node.
     */
    public boolean isGoverned() {
        return exclusion().isEmpty();
    }

    /**
     * The field that excludes the node from custom networking, such as {@code label kubernetes.io/os} or {@code spec.providerID}; empty if
     * custom networking governs the node.
     *
     * <p>The kubelet can set all labels that exclude its node: NodeRestriction permits the labels {@code kubernetes.io/os} and {@code
     * kubernetes.io/arch}, and all labels outside {@code kubernetes.io} and {@code k8s.io}. An instance that EC2 knows is not a node of
     * Fargate or EKS Hybrid Nodes, and its architecture is amd64 or arm64. For nodes on such instances, the labels for Fargate, hybrid
     * nodes and the architecture are ignored. Nodes with Windows and nodes of EKS Auto Mode can be EC2 instances, so their labels are not
     * ignored.
     */
    public Optional<String> exclusion() {
        Optional<String> computeType = label(COMPUTE_TYPE_LABEL);
        if (label(OS_LABEL).filter(os -> !os.equals("linux")).isPresent()) {
            return Optional.of("label " + OS_LABEL);
        } else if (computeType.filter("auto"::equals).isPresent()) {
            return Optional.of("label " + COMPUTE_TYPE_LABEL);
        } else if (instance.isPresent()) {
            return Optional.empty();
        } else if (label(ARCH_LABEL)
                .filter(arch -> !GOVERNED_ARCHITECTURES.contains(arch))
                .isPresent()) {
            return Optional.of("label " + ARCH_LABEL);
        } else if (computeType.filter(TYPES_OUTSIDE_EC2::contains).isPresent()) {
            return Optional.of("label " + COMPUTE_TYPE_LABEL);
        }
        return providerId
                .filter(id -> id.startsWith("eks-hybrid:") || id.contains("/fargate-"))
                .map(id -> "spec.providerID");
    }

    private Optional<String> nonEmptyLabel(String key) {
        return label(key).filter(value -> !value.isEmpty());
    }

    private Optional<ProviderId> ec2Id() {
        return providerId.flatMap(ProviderId::parse);
    }

    /** A provider id such as {@code aws:///us-west-2a/i-0123456789abcdef0}. An id of the form {@code aws:////i-…} has no zone. */
    private record ProviderId(Optional<String> zone) {

        private static final String SCHEME = "aws://";

        static Optional<ProviderId> parse(String text) {
            if (!text.startsWith(SCHEME)) {
                return Optional.empty();
            }
            String[] path = text.substring(SCHEME.length()).split("/", -1);
            boolean hasZone = path.length >= 3 && path[0].isEmpty() && !path[1].isEmpty();
            return Optional.of(new ProviderId(hasZone ? Optional.of(path[1]) : Optional.empty()));
        }
    }
}
