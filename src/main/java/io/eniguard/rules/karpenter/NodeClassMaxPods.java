package io.eniguard.rules.karpenter;

import static io.eniguard.rules.Action.AUDIT;

import io.eniguard.cluster.MaxPods;
import io.eniguard.cluster.NodeClass;
import io.eniguard.cluster.NodePool;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.maxpods.InstanceType;
import io.eniguard.rules.About;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Rule;
import io.eniguard.rules.shared.Claim;
import io.eniguard.rules.shared.Fit;
import io.eniguard.rules.shared.MaxPodsRule;
import io.eniguard.rules.shared.PodLimits;
import io.eniguard.rules.shared.RequiredTypes;
import io.eniguard.world.World;
import java.util.List;
import java.util.Set;

/**
 * The rule {@code max-pods} on an EC2NodeClass. All instance types of the NodePools that name the EC2NodeClass must be able to run the
 * number of pods that the EC2NodeClass sets.
 */
public final class NodeClassMaxPods implements Rule<NodeClass> {

    static final String FIELD = "spec.kubelet.maxPods";

    @Override
    public About about() {
        return MaxPodsRule.ABOUT;
    }

    /**
     * Returns the kind NodePool, because without a NodePool the number is compared with the largest instance type, and the kind DaemonSet,
     * because some DaemonSets run pods that need no address.
     */
    @Override
    public Set<ReviewedKind> concludesFromAbsenceOf() {
        return Set.of(ReviewedKind.NODE_POOL, ReviewedKind.DAEMON_SET);
    }

    @Override
    public List<Object> reads(NodeClass object, World world) {
        return List.of(object.maxPods(), object.podsPerCore());
    }

    @Override
    public List<Finding> check(Change<NodeClass> change, World world) {
        NodeClass nodeClass = change.object();
        return nodeClass
                .maxPods()
                .map(value -> MaxPodsRule.ofNumber(
                        FIELD,
                        MaxPods.KEY,
                        value,
                        "set a whole number",
                        pods -> judged(
                                nodeClass,
                                Claim.set(FIELD, MaxPods.KEY, pods).withPodsPerCore(nodeClass.podsPerCore()),
                                world)))
                .orElseGet(() -> unset(world));
    }

    private static List<Finding> judged(NodeClass nodeClass, Claim claim, World world) {
        List<NodePool> pools = world.cluster().nodePools().stream()
                .filter(pool ->
                        pool.nodeClass().filter(nodeClass.name()::equals).isPresent())
                .toList();
        return MaxPodsRule.underLimits(
                claim,
                "its nodes",
                world,
                limits -> pools.isEmpty()
                        ? new Fit(limits).check(claim, List.of(largest(claim, limits, world)))
                        : PoolsFit.ofOthers(limits, world.instanceTypes())
                                .check(claim.withWays(NodeClassMaxPods::ways), pools));
    }

    private static List<String> ways(String number) {
        return List.of("set " + number, "require larger types");
    }

    /**
     * Returns the instance type that can address the most pods. Without a NodePool, nodes may have any type, so only a number that exceeds
     * the limit of every type is wrong.
     */
    private static RequiredTypes largest(Claim claim, PodLimits limits, World world) {
        InstanceType largest =
                Fit.roomiest(claim, world.instanceTypes().all(), limits).orElseThrow();
        return new RequiredTypes(List.of(largest), "most of all types", "");
    }

    /**
     * Reports a missing number. Karpenter calculates a missing number as if custom networking were off: karpenter-provider-aws,
     * pkg/providers/instancetype/types.go, ENILimitedPods.
     */
    private static List<Finding> unset(World world) {
        boolean isCustom = world.cluster()
                .cni()
                .filter(settings -> settings.customNetworking() && !settings.ipv6())
                .isPresent();
        return isCustom
                ? List.of(new Violation(
                        FIELD,
                        "maxPods is not set, so Karpenter counts the primary interface too, which carries no pods with custom "
                                + "networking",
                        "start Karpenter with RESERVED_ENIS=1, or set maxPods",
                        AUDIT))
                : List.of();
    }
}
