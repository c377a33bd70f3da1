package io.eniguard.rules.cni;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.EniConfig;
import io.eniguard.rules.Change;
import io.eniguard.text.Count;
import io.eniguard.text.NameList;
import io.eniguard.vpc.AddressUse.PodInterface;
import io.eniguard.world.World;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A change of the CNI's settings, with the running nodes that it can affect.
 *
 * @param isUpdate whether the change is an update of a stored DaemonSet. Only then are both objects complete; a file may lack variables
 * @param nodes the governed nodes
 */
record SettingsChange(
        CniSettings before, CniSettings after, boolean isUpdate, Collection<ClusterNode> nodes, World world) {

    /** The settings of the newest version without any variable: amazon-vpc-cni-k8s, pkg/ipamd/ipamd.go. */
    private static final CniSettings DEFAULTS = new CniSettings(Map.of(), false);

    /** The room for three names such as ip-10-0-1-17.us-west-2.compute.internal. */
    private static final int ROOM_FOR_NAMES = 116;

    /**
     * Returns the change to judge. A new DaemonSet is judged as a change from the CNI's defaults, unless it comes from a file and the
     * cluster already has the DaemonSet.
     */
    static SettingsChange of(Change<CniSettings> change, World world) {
        return new SettingsChange(
                change.before().or(world.cluster()::replacedCni).orElse(DEFAULTS),
                change.object(),
                change.before().isPresent(),
                world.cluster().nodes().stream()
                        .filter(change.object()::governs)
                        .filter(node -> !world.cluster().isNew(node))
                        .toList(),
                world);
    }

    /**
     * Returns a change from the CNI's defaults if the new settings come from a file, otherwise this change. Settings that suit no cluster
     * are then reported even if the cluster already has these settings.
     */
    SettingsChange fromDefaults() {
        return isUpdate ? this : new SettingsChange(DEFAULTS, after, false, nodes, world);
    }

    /** Returns whether the old and the new value of the variable are known. */
    boolean isKnown(String variable) {
        return !before.environment().isUnknown(variable) && !after.environment().isUnknown(variable);
    }

    /** Returns the governed nodes that fulfil the condition, in order of name. */
    List<ClusterNode> nodes(Predicate<ClusterNode> condition) {
        return nodes.stream().filter(condition).toList();
    }

    /** Returns whether the node resolves to an ENIConfig that exists. */
    boolean isServed(CniSettings settings, ClusterNode node) {
        return world.cluster().eniConfig(settings.resolve(node).name()).isPresent();
    }

    /** Returns whether the node resolves to another name than before the change. */
    boolean isReselected(CniSettings settings, ClusterNode node) {
        return !settings.resolve(node).name().equals(before.resolve(node).name());
    }

    /**
     * Returns whether the node certainly has an interface in the subnet of its ENIConfig. The node then started with custom networking, so
     * the DaemonSet under review does not turn custom networking on.
     */
    boolean usesItsEniConfig(ClusterNode node) {
        Optional<String> subnet =
                world.cluster().eniConfig(after.resolve(node).name()).flatMap(EniConfig::subnetId);
        List<PodInterface> interfaces = world.vpc()
                .addressUse()
                .flatMap(use -> node.instanceId().map(use::podInterfacesOf))
                .orElse(List.of());
        return subnet.isPresent()
                && !interfaces.isEmpty()
                && interfaces.stream().allMatch(each -> each.subnetId().equals(subnet.get()));
    }

    /** Returns a text such as {@code 4 nodes (a, b, c and 1 more)}. */
    static String named(Collection<ClusterNode> nodes) {
        return "%s (%s)".formatted(Count.of(nodes.size(), "node"), names(nodes));
    }

    /** Returns the same text with a verb, in the form for one node or for several. */
    static String named(Collection<ClusterNode> nodes, String ifOne, String ifMore) {
        return named(nodes) + " " + (nodes.size() == 1 ? ifOne : ifMore);
    }

    private static String names(Collection<ClusterNode> nodes) {
        return NameList.of(nodes.stream().map(ClusterNode::name).toList(), ROOM_FOR_NAMES);
    }
}
