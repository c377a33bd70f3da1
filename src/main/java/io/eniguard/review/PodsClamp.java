package io.eniguard.review;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.maxpods.PodCapacity;
import io.eniguard.rules.Change;
import io.eniguard.rules.Operation;
import io.eniguard.rules.maxpods.PodLimits;
import io.eniguard.tree.Tree;
import io.eniguard.world.World;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Lowers the number of pods that a kubelet says its node takes to what can get an address. Only updates of the status are
 * touched, and those come here only when the webhook for them is registered: a kubelet writes its own number again with its next
 * status.
 */
final class PodsClamp implements Mutator<ClusterNode> {

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

    /** Empty where custom networking is off, and where pods on pod ENIs may come on top. */
    private static Optional<Integer> most(ClusterNode node, World world) {
        return world.cluster()
                .cni()
                .filter(settings -> settings.customNetworking())
                .map(settings -> new PodLimits(settings, world.parameters()))
                .filter(limits -> !limits.hasPodEnis())
                .flatMap(limits ->
                        node.instanceType().flatMap(world.instanceTypes()::find).flatMap(limits::known))
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
