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
 * A node, with what rules read of it.
 *
 * @param providerId {@code spec.providerID}; nodes on EKS have it from their first moment
 * @param creationTimestamp as it stands in {@code metadata}; empty when the object is not stored yet
 * @param instance what EC2 tells of the instance that the node is: it counts for more than what the object says of itself, which a
 *     kubelet writes. Empty while EC2 has told nothing
 */
public record ClusterNode(
        String name,
        Map<String, String> labels,
        Map<String, String> annotations,
        Optional<String> providerId,
        Optional<String> creationTimestamp,
        Pods pods,
        Optional<Instance> instance) {

    public static final String KIND = "Node";

    private static final Set<String> GOVERNED_ARCHITECTURES = Set.of("amd64", "arm64");
    private static final Set<String> TYPES_OUTSIDE_EC2 = Set.of("fargate", "hybrid");

    private static final String OS_LABEL = "kubernetes.io/os";
    private static final String ARCH_LABEL = "kubernetes.io/arch";
    private static final String COMPUTE_TYPE_LABEL = "eks.amazonaws.com/compute-type";

    /**
     * How many pods the kubelet says it takes, as the quantities stand in the status; empty where they are absent.
     */
    public record Pods(Optional<Object> capacity, Optional<Object> allocatable) {

        /** Empty when it is absent, or no whole quantity. */
        public OptionalLong capacityNumber() {
            return capacity.map(Quantity::wholeNumber).orElse(OptionalLong.empty());
        }

        public OptionalLong allocatableNumber() {
            return allocatable.map(Quantity::wholeNumber).orElse(OptionalLong.empty());
        }
    }

    /** @param zone whose name or id may be unknown, too */
    public record Instance(Zone zone, Optional<String> type) {}

    public ClusterNode {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }

    /** As the object itself says. */
    public ClusterNode(
            String name,
            Map<String, String> labels,
            Map<String, String> annotations,
            Optional<String> providerId,
            Optional<String> creationTimestamp,
            Pods pods) {
        this(name, labels, annotations, providerId, creationTimestamp, pods, Optional.empty());
    }

    /** The same node, with what EC2 tells. */
    public ClusterNode with(Instance told) {
        return new ClusterNode(name, labels, annotations, providerId, creationTimestamp, pods, Optional.of(told));
    }

    public static ClusterNode from(Tree manifest) {
        return new ClusterNode(
                manifest.text("metadata", "name").orElse(""),
                manifest.texts("metadata", "labels"),
                manifest.texts("metadata", "annotations"),
                manifest.nonEmptyText("spec", "providerID"),
                manifest.text("metadata", "creationTimestamp"),
                new Pods(
                        manifest.value("status", "capacity", "pods"), manifest.value("status", "allocatable", "pods")));
    }

    /** Read only when it is asked for, which most reviews don't. Empty too when the timestamp is none. */
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

    /** Where the node runs: as EC2 tells, else as the object says. */
    public Zone zone() {
        return instance.map(Instance::zone).filter(Zone::isKnown).orElseGet(this::statedZone);
    }

    /**
     * Where the node says that it runs: its topology label, else the deprecated label, else the zone in {@code spec.providerID}. When
     * a node registers on EKS only the last one is there; the cloud controller sets the labels seconds later.
     */
    public Zone statedZone() {
        Optional<String> name = nonEmptyLabel("topology.kubernetes.io/zone")
                .or(() -> nonEmptyLabel("failure-domain.beta.kubernetes.io/zone"))
                .or(() -> ec2Id().flatMap(ProviderId::zone));
        return new Zone(name, nonEmptyLabel("topology.k8s.aws/zone-id"));
    }

    /** {@code i-0123456789abcdef0}: the EC2 instance that the node is, by {@code spec.providerID}. */
    public Optional<String> instanceId() {
        return providerId.map(id -> id.substring(id.lastIndexOf('/') + 1)).filter(last -> last.startsWith("i-"));
    }

    /** As EC2 tells, else as the label says. */
    public Optional<String> instanceType() {
        return instance.flatMap(Instance::type)
                .or(() -> nonEmptyLabel("node.kubernetes.io/instance-type"))
                .or(() -> nonEmptyLabel("beta.kubernetes.io/instance-type"));
    }

    /**
     * Whether the VPC CNI gives this node's pods their addresses, so that custom networking governs it. The conditions are the
     * affinity of the DaemonSet aws-node: Linux on amd64 or arm64, neither Fargate nor hybrid nor EKS Auto Mode. A label that is
     * absent speaks for it.
     */
    public boolean isGoverned() {
        return exclusion().isEmpty();
    }

    /**
     * What takes the node out of custom networking, {@code label kubernetes.io/os} or {@code spec.providerID}; empty for a node that
     * custom networking governs. All of these labels are a kubelet's to set: NodeRestriction lets it set {@code kubernetes.io/os} and
     * {@code kubernetes.io/arch}, and every label outside {@code kubernetes.io} and {@code k8s.io}. An instance that EC2 knows is
     * neither Fargate nor hybrid, and EC2 has no other architectures, so that the node's own word does not count there. Windows and
     * Auto Mode nodes are instances too.
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

    /** {@code aws:///us-west-2a/i-0123456789abcdef0}; {@code aws:////i-…} and a bare {@code i-…} have no zone. */
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
