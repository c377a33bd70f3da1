package io.eniguard.review;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.EniConfigChoice;
import io.eniguard.placement.Placement;
import io.eniguard.policy.Action;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Fitness;
import io.eniguard.rules.Rule;
import io.eniguard.rules.node.NodeEniConfig;
import io.eniguard.text.NameList;
import io.eniguard.tree.Tree;
import io.eniguard.world.World;
import java.util.List;
import java.util.Map;

/**
 * Sets the label that binds a node to an ENIConfig, if the node names no ENIConfig yet. The label is set before aws-node can start on the
 * node. This is the mutating half of the rule {@code node-eniconfig}. eniguard sets the label when the node is created, or in the update
 * that sets the node's zone. A running node never gets the label, because it would then have pods in two subnets. {@link LabelCatchUp} decides
 * about nodes that missed the label.
 */
final class LabelInjection implements Mutator<ClusterNode> {

    private final Rule<ClusterNode> rule;
    private final PlacementMemo placements;

    LabelInjection(Fitness fitness) {
        rule = new NodeEniConfig(fitness);
        placements = new PlacementMemo(fitness);
    }

    @Override
    public Rule<ClusterNode> rule() {
        return rule;
    }

    @Override
    public Proposal propose(Change<ClusterNode> change, Tree object, World world) {
        return world.cluster()
                .cni()
                .filter(CniSettings::customNetworking)
                .filter(settings -> settings.keys().isLabelSetByEniguard())
                .filter(cni -> isNew(change, cni) && needsLabel(change.object(), object, cni))
                .flatMap(cni -> placements
                        .of(world, cni)
                        .choose(change.object())
                        .map(choice -> label(object, cni.labelKey(), choice, change.object())))
                .orElse(Proposal.NONE);
    }

    private static boolean isNew(Change<ClusterNode> change, CniSettings cni) {
        return switch (change.operation()) {
            case CREATE -> true;
            case UPDATE ->
                change.before()
                        .filter(before -> !before.statedZone().isKnown())
                        .filter(before -> cni.resolve(before).isFallback())
                        .isPresent();
            case UPDATE_STATUS, DELETE, EXISTS -> false;
        };
    }

    private static boolean needsLabel(ClusterNode node, Tree object, CniSettings cni) {
        return node.isGoverned()
                && !node.name().isEmpty()
                && cni.resolve(node).source() == EniConfigChoice.Source.FALLBACK
                && canTakeLabel(object, cni.labelKey());
    }

    /**
     * Returns whether a patch can add the label. The node must not have the label yet, even with an empty value. In a file, the value of
     * {@code metadata.labels} can be something other than a mapping, such as a list. Such a node gets no patch, because the patch would not
     * apply.
     */
    private static boolean canTakeLabel(Tree object, String key) {
        return object.value("metadata", "labels").map(Map.class::isInstance).orElse(true)
                && !object.at("metadata", "labels").keys().contains(key);
    }

    private static Proposal label(Tree object, String key, Placement.Choice choice, ClusterNode node) {
        Patch patch = Patch.set(object, choice.eniConfig(), "metadata", "labels", key);
        return choice.exhausted().isEmpty()
                ? Proposal.of(patch)
                : new Proposal(patch, List.of(exhausted(choice.exhausted(), node)), List.of());
    }

    private static Finding exhausted(List<String> eniConfigs, ClusterNode node) {
        String zone = node.zone().toString();
        return new Violation(
                "metadata.labels",
                "the pod subnets of %s (ENIConfig %s) have no free addresses, so pods on this node will wait"
                        .formatted(zone, NameList.of(eniConfigs, 60)),
                "create an ENIConfig with another subnet in %s, then replace the node".formatted(zone),
                Action.WARN);
    }
}
