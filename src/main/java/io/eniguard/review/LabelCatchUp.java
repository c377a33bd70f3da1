package io.eniguard.review;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.EniConfig;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.placement.Placement;
import io.eniguard.policy.Point;
import io.eniguard.policy.Subject;
import io.eniguard.policy.Subjects;
import io.eniguard.rules.Fitness;
import io.eniguard.rules.Rule;
import io.eniguard.rules.node.NodeEniConfig;
import io.eniguard.text.NameList;
import io.eniguard.world.World;
import java.util.Optional;
import java.util.Set;

/**
 * Decides which existing nodes get the label that {@link LabelInjection} would have given them. A node misses the label if it registered
 * while eniguard was away, or before the first ENIConfig of its zone existed. Only a node that has never run pods gets the label, since pods
 * of one node must not be in two subnets: its kubelet reports that the network is missing, and no interface for pods is known.
 *
 * <p>A policy that turns the rule {@code node-eniconfig} off for a node also turns this off. Instances can be used by many threads.
 */
public final class LabelCatchUp {

    private final RulesInForce rules = new RulesInForce(about -> true, Set.of(), Point.ADMISSION);
    private final Rule<ClusterNode> rule;
    private final PlacementMemo placements;

    public LabelCatchUp() {
        Fitness fitness = new EniConfigFitness(rules);
        rule = new NodeEniConfig(fitness);
        placements = new PlacementMemo(fitness);
    }

    /**
     * A label for a node.
     *
     * @param eniConfig the value of the label, which is the name of an ENIConfig
     */
    public record NodeLabel(String key, String eniConfig) {}

    /**
     * The decision about one node.
     *
     * @param label the label to set; empty if the node must not be changed
     * @param reason the reason, as a clause
     */
    public record LateLabel(Optional<NodeLabel> label, String reason) {

        private static LateLabel none(String reason) {
            return new LateLabel(Optional.empty(), reason);
        }
    }

    /**
     * Decides about a node.
     *
     * @param node an existing node, with the facts about its instance
     */
    public LateLabel decide(ClusterNode node, World world) {
        // Almost all nodes of a cluster end here, so this comes first.
        if (!node.lacksNetwork()) {
            return LateLabel.none("the node does not report that its network is missing");
        }
        Subjects subjects = Subjects.of(new Subject(ClusterNode.KIND, node.name(), node.labels()));
        Enforcement enforcement = Enforcement.of(rules, subjects, world, false);
        if (!enforcement.includes(rule)) {
            return LateLabel.none(
                    "a policy turns %s off for the node".formatted(rule.about().id()));
        }
        return enforcement
                .world()
                .cluster()
                .cni()
                .map(cni -> decide(node, cni, enforcement.world()))
                .orElse(LateLabel.none("the settings of aws-node are unknown"));
    }

    private LateLabel decide(ClusterNode node, CniSettings cni, World world) {
        return obstacle(node, cni, world)
                .map(LateLabel::none)
                .orElseGet(() -> placements
                        .of(world, cni)
                        .choose(node)
                        .map(choice -> new LateLabel(
                                Optional.of(new NodeLabel(cni.labelKey(), choice.eniConfig())), reason(choice)))
                        .orElse(LateLabel.none("no fit ENIConfig serves the zone of the node")));
    }

    private static Optional<String> obstacle(ClusterNode node, CniSettings cni, World world) {
        if (!cni.customNetworking()) {
            return Optional.of("custom networking is off");
        } else if (!cni.governs(node)) {
            return Optional.of("custom networking does not govern the node");
        } else if (!cni.resolve(node).isFallback()) {
            return Optional.of("a label or an annotation of the node names its ENIConfig");
        } else if (!cni.keys().isLabelSetByEniguard()) {
            return Optional.of("eniguard does not set the label " + cni.labelKey());
        } else if (hasRunPods(node, world)) {
            return Optional.of("the node has interfaces or addresses for pods");
        } else if (world.cluster().eniConfig(EniConfig.DEFAULT_NAME).isPresent()) {
            return Optional.of("the ENIConfig \"%s\" serves the node".formatted(EniConfig.DEFAULT_NAME));
        } else if (world.incomplete().contains(ReviewedKind.ENI_CONFIG)) {
            return Optional.of("the cluster may have further ENIConfigs");
        }
        return Optional.empty();
    }

    /** Returns whether an interface for pods is known. Old facts count too, because the node may still have the interface. */
    private static boolean hasRunPods(ClusterNode node, World world) {
        return world.vpc()
                .addressUse()
                .flatMap(use -> node.instanceId()
                        .filter(id -> !use.podInterfacesOf(id).isEmpty()
                                || use.leftOverOf(id).isPresent()))
                .isPresent();
    }

    private static String reason(Placement.Choice choice) {
        String reason = "the node waits for its network and names no ENIConfig";
        return choice.exhausted().isEmpty()
                ? reason
                : "%s; the pod subnets of its zone (ENIConfig %s) have no free addresses"
                        .formatted(reason, NameList.of(choice.exhausted(), 60));
    }
}
