package io.eniguard.cluster;

import io.eniguard.tree.Tree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Collects the objects of a {@link ClusterSnapshot}. A later object replaces an earlier one with the same kind and name. A builder is not
 * safe for use by several threads.
 */
public final class ClusterSnapshotBuilder {
    Optional<CniSettings> cni = Optional.empty();
    Optional<CniSettings> replacedCni = Optional.empty();
    final Set<String> newNodes = new HashSet<>();
    final Map<String, HostNetworkDaemonSet> hostNetworkDaemonSets = new HashMap<>();
    Optional<KarpenterSettings> karpenter = Optional.empty();
    final List<EniConfig> eniConfigs = new ArrayList<>();
    final List<ClusterNode> nodes = new ArrayList<>();
    final List<NodeClass> nodeClasses = new ArrayList<>();
    final List<NodePool> nodePools = new ArrayList<>();
    final Set<ReviewedKind> unlisted = new HashSet<>();

    ClusterSnapshotBuilder() {}

    public ClusterSnapshotBuilder cni(CniSettings settings) {
        cni = Optional.of(settings);
        return this;
    }

    public ClusterSnapshotBuilder hostNetworkDaemonSets(Collection<HostNetworkDaemonSet> some) {
        some.forEach(this::daemonSet);
        return this;
    }

    private void daemonSet(HostNetworkDaemonSet one) {
        String id = one.namespace() + "/" + one.name();
        if (one.isOnEveryNode()) {
            hostNetworkDaemonSets.put(id, one);
        } else {
            hostNetworkDaemonSets.remove(id);
        }
    }

    public ClusterSnapshotBuilder karpenter(KarpenterSettings settings) {
        karpenter = Optional.of(settings);
        return this;
    }

    public ClusterSnapshotBuilder replacedCni(CniSettings settings) {
        replacedCni = Optional.of(settings);
        return this;
    }

    /** @param names the names of nodes that are among the objects to review but not part of the cluster yet */
    public ClusterSnapshotBuilder newNodes(Collection<String> names) {
        newNodes.addAll(names);
        return this;
    }

    public ClusterSnapshotBuilder eniConfigs(Collection<EniConfig> some) {
        eniConfigs.addAll(some);
        return this;
    }

    public ClusterSnapshotBuilder nodes(Collection<ClusterNode> some) {
        nodes.addAll(some);
        return this;
    }

    public ClusterSnapshotBuilder nodeClasses(Collection<NodeClass> some) {
        nodeClasses.addAll(some);
        return this;
    }

    public ClusterSnapshotBuilder nodePools(Collection<NodePool> some) {
        nodePools.addAll(some);
        return this;
    }

    /** @param kinds the kinds that could not be listed, so that the cluster may have further objects of these kinds */
    public ClusterSnapshotBuilder unlisted(Collection<ReviewedKind> kinds) {
        unlisted.addAll(kinds);
        return this;
    }

    public ClusterSnapshotBuilder addAll(Collection<Tree> manifests) {
        manifests.forEach(this::add);
        return this;
    }

    private void add(Tree manifest) {
        ObjectId id = ObjectId.of(manifest);
        switch (id.group() + "/" + id.kind()) {
            case EniConfig.GROUP + "/" + EniConfig.KIND -> eniConfigs.add(EniConfig.from(manifest));
            case "/" + ClusterNode.KIND -> nodes.add(ClusterNode.from(manifest));
            case NodeClass.GROUP + "/" + NodeClass.KIND -> nodeClasses.add(NodeClass.from(manifest));
            case NodePool.GROUP + "/" + NodePool.KIND -> nodePools.add(NodePool.from(manifest));
            default -> {
                if (CniSettings.isAwsNode(id)) {
                    cni(CniSettings.from(manifest));
                } else if (HostNetworkDaemonSet.isOne(id)) {
                    daemonSet(HostNetworkDaemonSet.from(manifest));
                } else {
                    KarpenterSettings.in(manifest).ifPresent(this::karpenter);
                }
            }
        }
    }

    public ClusterSnapshot build() {
        return new ClusterSnapshot(this);
    }
}
