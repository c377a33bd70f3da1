package io.eniguard.rules.karpenter;

import static io.eniguard.policy.Action.WARN;

import io.eniguard.cluster.KarpenterSettings;
import io.eniguard.cluster.KubeletSettings.Limit;
import io.eniguard.cluster.MaxPods;
import io.eniguard.cluster.NodeClass;
import io.eniguard.cluster.NodePool;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.maxpods.InstanceType;
import io.eniguard.maxpods.PodsExpression;
import io.eniguard.maxpods.PodsExpressions;
import io.eniguard.rules.About;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Rule;
import io.eniguard.rules.shared.ChosenType;
import io.eniguard.rules.shared.Claim;
import io.eniguard.rules.shared.Fit;
import io.eniguard.rules.shared.MaxPodsRule;
import io.eniguard.rules.shared.PodLimits;
import io.eniguard.rules.shared.RequiredTypes;
import io.eniguard.world.World;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rule {@code max-pods} on an EC2NodeClass. All instance types of the NodePools that name the EC2NodeClass must be able to run the
 * number of pods that the EC2NodeClass sets.
 */
public final class NodeClassMaxPods implements Rule<NodeClass> {

    static final String FIELD = "spec.kubelet.maxPods";
    private static final String USER_DATA = "spec.userData";

    private final PodsExpressions expressions;

    public NodeClassMaxPods(PodsExpressions expressions) {
        this.expressions = expressions;
    }

    @Override
    public About about() {
        return MaxPodsRule.ABOUT;
    }

    /**
     * Returns the kind NodePool, because without a NodePool the number is compared with the largest instance type, and the kind Node, because
     * nodes can show that aws-node runs on none.
     */
    @Override
    public Set<ReviewedKind> concludesFromAbsenceOf() {
        return Set.of(ReviewedKind.NODE_POOL, ReviewedKind.NODE);
    }

    @Override
    public List<Object> reads(NodeClass object, World world) {
        return List.of(object.maxPods(), object.podsPerCore(), object.userDataPods());
    }

    @Override
    public List<Finding> check(Change<NodeClass> change, World world) {
        NodeClass nodeClass = change.object();
        // Addresses of Windows nodes do not come from ENIConfigs, and Karpenter does not limit Windows nodes by
        // interfaces.
        if (nodeClass.isWindows()) {
            return List.of();
        }
        List<NodePool> pools = world.cluster().nodePools().stream()
                .filter(pool ->
                        pool.nodeClass().filter(nodeClass.name()::equals).isPresent())
                .toList();
        Optional<Limit> flag = nodeClass.userDataPods().maxPods();
        if (flag.isPresent()) {
            return ofNumber(nodeClass, USER_DATA, flag.get().name(), flag.get().value(), pools, world);
        }
        return nodeClass
                .maxPods()
                .map(value -> set(nodeClass, value, pools, world))
                .orElseGet(() -> unset(nodeClass, pools, world));
    }

    private List<Finding> set(NodeClass nodeClass, MaxPods value, List<NodePool> pools, World world) {
        if (value.value() instanceof String text) {
            if (world.cluster()
                    .karpenter()
                    .filter(KarpenterSettings::refusesExpressions)
                    .isPresent()) {
                return List.of(switchedOff(value));
            }
            PodsExpression expression = expressions.read(text, PodsExpressions.Dialect.KARPENTER);
            return expression.fault().isPresent()
                    ? List.of(noExpression(value, expression.fault().get()))
                    : new ExpressionMaxPods(
                                    FIELD, MaxPods.KEY, "set %s", expression, nodeClass.podsPerCore(), false, world)
                            .check(pools);
        }
        return ofNumber(nodeClass, FIELD, MaxPods.KEY, value, pools, world);
    }

    private static List<Finding> ofNumber(
            NodeClass nodeClass, String field, String name, MaxPods value, List<NodePool> pools, World world) {
        return MaxPodsRule.ofNumber(
                field,
                name,
                value,
                "set a whole number",
                pods -> judged(pools, Claim.set(field, name, pods).withPodsPerCore(nodeClass.podsPerCore()), world));
    }

    /** Reports an expression that Karpenter does not evaluate: karpenter-provider-aws, pkg/controllers/nodeclass/validation.go. */
    private static Finding switchedOff(MaxPods value) {
        return new Violation(
                FIELD,
                "maxPods is %s, but Karpenter runs with %s=%s, so the EC2NodeClass is not ready"
                        .formatted(value.shown(), KarpenterSettings.FEATURE_GATES, KarpenterSettings.NO_EXPRESSIONS),
                "set a whole number, without quotes, or switch NodeClassCEL on",
                WARN);
    }

    private static Finding noExpression(MaxPods value, String fault) {
        return new Violation(
                FIELD,
                "maxPods is %s, which is neither a number nor an expression (%s), so the EC2NodeClass is not ready"
                        .formatted(value.shown(), fault),
                "set a whole number, without quotes");
    }

    private static List<Finding> judged(List<NodePool> pools, Claim claim, World world) {
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
                ChosenType.roomiest(claim, world.instanceTypes().all(), limits).orElseThrow();
        return new RequiredTypes(List.of(largest), "most of all types", "");
    }

    /** Reports a missing number. NodePools with their own settings of the kubelet are judged separately. */
    private static List<Finding> unset(NodeClass nodeClass, List<NodePool> pools, World world) {
        List<NodePool> others =
                pools.stream().filter(pool -> pool.kubelet().isEmpty()).toList();
        return pools.isEmpty() || !others.isEmpty()
                ? UnsetMaxPods.check(FIELD, false, others, nodeClass.podsPerCore(), world)
                : List.of();
    }
}
