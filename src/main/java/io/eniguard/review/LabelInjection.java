package io.eniguard.review;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.EniConfigChoice;
import io.eniguard.cluster.LabelSyntax;
import io.eniguard.placement.Placement;
import io.eniguard.rules.Action;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Wording;
import io.eniguard.tree.Tree;
import io.eniguard.world.World;
import java.util.List;
import java.util.Map;

/**
 * Gives a node that names no ENIConfig the label that does, before aws-node can start on it: the mutating half of the rule
 * {@code node-eniconfig}. A label is set when the node is made, or by the update that first tells its zone, and never later, since a
 * running node would change subnets half way.
 */
final class LabelInjection implements Mutator<ClusterNode> {

    private static final String RULE = "node-eniconfig";

    private final PlacementMemo placements = new PlacementMemo();

    @Override
    public Proposal propose(Change<ClusterNode> change, Tree object, World world) {
        return world.cluster()
                .cni()
                .filter(CniSettings::customNetworking)
                .filter(LabelInjection::isLabelOurs)
                .filter(cni -> isNew(change, cni) && isLeftToUs(change.object(), object, cni))
                .flatMap(cni -> placements
                        .of(world, cni)
                        .choose(change.object())
                        .map(choice -> label(object, cni.labelKey(), choice, change.object())))
                .orElse(Proposal.NONE);
    }

    /**
     * Well-known labels are others' to set: those of Kubernetes, which a kubelet may not set on itself, and those that tell a place. With
     * a key that Kubernetes does not take, the node itself would be refused.
     */
    private static boolean isLabelOurs(CniSettings cni) {
        return !cni.labelKeyIsKubernetes()
                && !cni.labelKey().startsWith("topology.")
                && LabelSyntax.isKey(cni.labelKey());
    }

    private static boolean isNew(Change<ClusterNode> change, CniSettings cni) {
        return switch (change.operation()) {
            case CREATE -> true;
            case UPDATE ->
                change.before()
                        .filter(before -> !before.statedZone().isKnown())
                        .filter(before -> cni.resolve(before).isFallback())
                        .isPresent();
            case UPDATE_STATUS, DELETE -> false;
        };
    }

    private static boolean isLeftToUs(ClusterNode node, Tree object, CniSettings cni) {
        return node.isGoverned()
                && !node.name().isEmpty()
                && cni.resolve(node).source() == EniConfigChoice.Source.FALLBACK
                && canTakeLabel(object, cni.labelKey());
    }

    /** Files may hold labels that the API server would refuse: those are not patched, so that the patch always applies. */
    private static boolean canTakeLabel(Tree object, String key) {
        return object.value("metadata", "labels").map(Map.class::isInstance).orElse(true)
                && !object.at("metadata", "labels").keys().contains(key);
    }

    private static Proposal label(Tree object, String key, Placement.Choice choice, ClusterNode node) {
        Patch patch = Patch.set(object, choice.eniConfig(), "metadata", "labels", key);
        return choice.exhausted().isEmpty()
                ? Proposal.of(patch)
                : new Proposal(patch, List.of(exhausted(choice.exhausted(), node)));
    }

    private static Judged exhausted(List<String> eniConfigs, ClusterNode node) {
        String zone = node.zone().toString();
        return new Judged(
                RULE,
                Action.WARN,
                new Violation(
                        "metadata.labels",
                        "no room is left in the pod subnets of %s (ENIConfig %s), so this node's pods will wait"
                                .formatted(zone, Wording.some(eniConfigs, 60)),
                        "make an ENIConfig with another subnet of %s, then replace the node".formatted(zone),
                        Action.WARN));
    }
}
