package io.eniguard.review;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.maxpods.PodCapacity;
import io.eniguard.policy.Operation;
import io.eniguard.rules.Change;
import io.eniguard.rules.Rule;
import io.eniguard.rules.node.NodeMaxPods;
import io.eniguard.rules.shared.PodLimits;
import io.eniguard.tree.Tree;
import io.eniguard.world.World;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Lowers the number of pods that a kubelet reports for its node to the number that can get an address. This class changes only updates of
 * the status, because a kubelet writes its own number again in each of these updates. These updates are reviewed only if the webhook for
 * the status of nodes is registered.
 */
final class PodsClamp implements Mutator<ClusterNode> {

    private static final Rule<ClusterNode> RULE = new NodeMaxPods();

    @Override
    public Rule<ClusterNode> rule() {
        return RULE;
    }

    @Override
    public Proposal propose(Change<ClusterNode> change, Tree object, World world) {
        ClusterNode node = change.object();
        if (change.operation() != Operation.UPDATE_STATUS || !node.isGoverned()) {
            return Proposal.NONE;
        }
        return most(node, world)
                .map(most -> Proposal.of(clamped(object, node.pods().capacityNumber(), most, "capacity")
                        .and(clamped(object, node.pods().allocatableNumber(), most, "allocatable"))))
                .orElse(Proposal.NONE);
    }

    /**
     * Returns the limit. The result is empty if the limit is unknown, if custom networking is off, or if pods may have pod ENIs and can
     * therefore exceed the limit.
     */
    private static Optional<Integer> most(ClusterNode node, World world) {
        return world.cluster()
                .cni()
                .filter(settings -> settings.customNetworking())
                .map(settings -> new PodLimits(settings, world))
                .flatMap(limits ->
                        node.instanceType().flatMap(world.instanceTypes()::find).flatMap(limits::known))
                .filter(capacity -> !capacity.hasTrunk())
                .map(PodCapacity::theoretical);
    }

    private static Patch clamped(Tree object, OptionalLong pods, int most, String list) {
        if (pods.isEmpty() || pods.getAsLong() <= most) {
            return Patch.NONE;
        }
        boolean isText = object.text("status", list, "pods").isPresent();
        return Patch.set(object, isText ? String.valueOf(most) : (Object) (long) most, "status", list, "pods");
    }
}
