package io.eniguard.cluster;

import io.eniguard.tree.Tree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The facts about the cluster at one instant. All collections are sorted by name. */
public final class ClusterSnapshot {

    private static final Map<String, String> LINUX = Map.of("kubernetes.io/os", "linux");

    public static final ClusterSnapshot EMPTY = of(List.of());

    private final Optional<CniSettings> installedCni;
    private final Optional<CniSettings> cni;
    private final Optional<CniSettings> replacedCni;
    private final Set<String> newNodes;
    private final Set<HostNetworkDaemonSet> hostNetworkDaemonSets;
    private final Optional<KarpenterSettings> karpenter;
    private final Set<ReviewedKind> unlisted;
    private final NavigableMap<String, EniConfig> eniConfigs = new TreeMap<>();
    private final Map<String, ClusterNode> nodes = new TreeMap<>();
    private final Map<String, NodeClass> nodeClasses = new TreeMap<>();
    private final Map<String, NodePool> nodePools = new TreeMap<>();
    private final Map<String, List<String>> namesBySubnet = new LinkedHashMap<>();
    private final Map<List<String>, Integer> podGroups = new HashMap<>();
    private final Map<String, BoundNodes> bound = new HashMap<>();

    ClusterSnapshot(ClusterSnapshotBuilder builder) {
        installedCni = builder.cni;
        replacedCni = builder.replacedCni;
        newNodes = Set.copyOf(builder.newNodes);
        hostNetworkDaemonSets = Set.copyOf(builder.hostNetworkDaemonSets.values());
        karpenter = builder.karpenter;
        unlisted = Set.copyOf(builder.unlisted);
        builder.eniConfigs.forEach(config -> eniConfigs.put(config.name(), config));
        eniConfigs.values().forEach(config -> {
            config.subnetId()
                    .ifPresent(id -> namesBySubnet
                            .computeIfAbsent(id, none -> new ArrayList<>())
                            .add(config.name()));
            podGroups.merge(config.securityGroupIds(), 1, Integer::sum);
        });
        builder.nodes.forEach(node -> nodes.put(node.name(), node));
        builder.nodeClasses.forEach(nodeClass -> nodeClasses.put(nodeClass.name(), nodeClass));
        builder.nodePools.forEach(pool -> nodePools.put(pool.name(), pool));
        cni = installedCni
                .filter(this::governsSomething)
                .filter(settings -> settings.unknownSelection().isEmpty());
        cni.ifPresent(settings -> nodes.values().stream()
                .filter(ClusterNode::isGoverned)
                .collect(Collectors.groupingBy(node -> settings.resolve(node).name()))
                .forEach((eniConfig, governed) -> bound.put(eniConfig, BoundNodes.of(governed))));
    }

    /**
     * Creates a snapshot from manifests. Skips manifests of other kinds. A later object replaces an earlier one with the same kind and
     * name.
     */
    public static ClusterSnapshot of(Collection<Tree> manifests) {
        return builder().addAll(manifests).build();
    }

    public static ClusterSnapshotBuilder builder() {
        return new ClusterSnapshotBuilder();
    }

    /**
     * The settings of the VPC CNI; empty if the DaemonSet aws-node is unknown, cannot run on any node, or reads the variables that select
     * ENIConfigs from another object.
     */
    public Optional<CniSettings> cni() {
        return cni;
    }

    /** The settings of the VPC CNI, even if the DaemonSet aws-node cannot run on any node; empty if the DaemonSet is unknown. */
    public Optional<CniSettings> installedCni() {
        return installedCni;
    }

    /**
     * Returns whether aws-node runs on a node or can run on a new node. If neither is true, another CNI assigns the addresses of pods, and
     * the settings of aws-node have no effect.
     */
    private boolean governsSomething(CniSettings settings) {
        RequiredNodes required = settings.nodes();
        boolean hasNodes = nodes.values().stream().anyMatch(ClusterNode::isGoverned);
        if (hasNodes && required.desired().filter(number -> number == 0).isPresent()) {
            return false;
        }
        return nodes.values().stream().anyMatch(settings::governs)
                || (!hasNodes && required.canBeNew(LINUX))
                || nodePools.values().stream().anyMatch(pool -> required.canBeNew(labels(pool)));
    }

    private static Map<String, String> labels(NodePool pool) {
        Map<String, String> labels = new HashMap<>(LINUX);
        labels.putAll(pool.labels());
        return labels;
    }

    /** The number of DaemonSets besides aws-node and kube-proxy that run a pod in the host's network on every node. */
    public int hostNetworkDaemonSets() {
        return hostNetworkDaemonSets.size();
    }

    /**
     * Returns whether a DaemonSet runs a DNS server in the host's network on every node. Its name contains "dns", such as
     * {@code node-local-dns} of Kubernetes.
     */
    public boolean hasDnsOnEveryNode() {
        return hostNetworkDaemonSets.stream()
                .anyMatch(daemonSet -> daemonSet.name().contains("dns"));
    }

    /** The kinds that could not be listed, for example without permission. The cluster may have further objects of these kinds. */
    public Set<ReviewedKind> unlisted() {
        return unlisted;
    }

    /** The settings of Karpenter; empty if its Deployment is unknown. */
    public Optional<KarpenterSettings> karpenter() {
        return karpenter;
    }

    /** The settings of aws-node in the cluster, if files are checked that may replace these settings; empty in all other cases. */
    public Optional<CniSettings> replacedCni() {
        return replacedCni;
    }

    /** Returns whether the node is among the objects to review but not part of the cluster yet. */
    public boolean isNew(ClusterNode node) {
        return newNodes.contains(node.name());
    }

    public Collection<EniConfig> eniConfigs() {
        return Collections.unmodifiableCollection(eniConfigs.values());
    }

    public Optional<EniConfig> eniConfig(String name) {
        return Optional.ofNullable(eniConfigs.get(name));
    }

    /** Returns whether no ENIConfig comes before this name. A finding about the whole cluster is reported only on the first ENIConfig. */
    public boolean isFirstEniConfig(String name) {
        return eniConfigs.lowerKey(name) == null;
    }

    /** Returns the ids of the subnets that ENIConfigs name, without duplicates. A cluster can have many ENIConfigs with one subnet. */
    public Set<String> podSubnetIds() {
        return Collections.unmodifiableSet(namesBySubnet.keySet());
    }

    /** Returns the names of the ENIConfigs that name the subnet with this id, in order. */
    public List<String> eniConfigsWithSubnet(String id) {
        return Collections.unmodifiableList(namesBySubnet.getOrDefault(id, List.of()));
    }

    /** Returns the lists of security groups that ENIConfigs name, without duplicates, and the number of ENIConfigs with each list. */
    public Map<List<String>, Integer> podGroups() {
        return Collections.unmodifiableMap(podGroups);
    }

    public Collection<ClusterNode> nodes() {
        return Collections.unmodifiableCollection(nodes.values());
    }

    public Optional<ClusterNode> node(String name) {
        return Optional.ofNullable(nodes.get(name));
    }

    public Optional<NodeClass> nodeClass(String name) {
        return Optional.ofNullable(nodeClasses.get(name));
    }

    public Collection<NodeClass> nodeClasses() {
        return Collections.unmodifiableCollection(nodeClasses.values());
    }

    public Collection<NodePool> nodePools() {
        return Collections.unmodifiableCollection(nodePools.values());
    }

    /** Returns a snapshot in which each node is replaced by the result of the function. Returns this snapshot if no node changes. */
    @SuppressWarnings("ReferenceEquality")
    public ClusterSnapshot withNodes(UnaryOperator<ClusterNode> replacement) {
        List<ClusterNode> others = new ArrayList<>(nodes.size());
        boolean isSame = true;
        for (ClusterNode node : nodes.values()) {
            ClusterNode other = replacement.apply(node);
            isSame &= other == node;
            others.add(other);
        }
        if (isSame) {
            return this;
        }
        ClusterSnapshotBuilder builder = builder()
                .hostNetworkDaemonSets(hostNetworkDaemonSets)
                .eniConfigs(eniConfigs.values())
                .nodes(others)
                .nodeClasses(nodeClasses.values())
                .nodePools(nodePools.values());
        installedCni.ifPresent(builder::cni);
        karpenter.ifPresent(builder::karpenter);
        replacedCni.ifPresent(builder::replacedCni);
        return builder.newNodes(newNodes).unlisted(unlisted).build();
    }

    /** Returns the governed nodes that resolve to the ENIConfig with this name; none if the settings of the VPC CNI are unknown. */
    public BoundNodes nodesBoundTo(String eniConfig) {
        return bound.getOrDefault(eniConfig, BoundNodes.NONE);
    }
}
