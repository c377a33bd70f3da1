package io.eniguard.rules.karpenter;

import static io.eniguard.policy.Action.AUDIT;
import static io.eniguard.policy.Action.WARN;

import io.eniguard.cluster.KubeletSettings.Limit;
import io.eniguard.cluster.MaxPods;
import io.eniguard.cluster.NodeClass;
import io.eniguard.cluster.NodePool;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.maxpods.PodsExpression;
import io.eniguard.maxpods.PodsExpressions;
import io.eniguard.rules.About;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Unknown;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Rule;
import io.eniguard.rules.shared.Claim;
import io.eniguard.rules.shared.MaxPodsRule;
import io.eniguard.text.PlainText;
import io.eniguard.text.Quote;
import io.eniguard.world.Fact.Missing;
import io.eniguard.world.World;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The rule {@code max-pods} on a NodePool. The rule checks whether the instance types of the NodePool can run the number of pods that the
 * NodePool's EC2NodeClass sets. The rule only warns about this number, because it is set in the EC2NodeClass. A missing number is reported
 * on the EC2NodeClass. Before v1, NodePools contain the settings of the kubelet themselves.
 */
public final class NodePoolMaxPods implements Rule<NodePool> {

    private static final String FIELD = "spec.template.spec.requirements";
    private static final String OWN_FIELD = "spec.template.spec.kubelet.maxPods";
    private static final int ROOM_FOR_A_NAME = 16;

    private final PodsExpressions expressions;

    public NodePoolMaxPods(PodsExpressions expressions) {
        this.expressions = expressions;
    }

    @Override
    public About about() {
        return MaxPodsRule.ABOUT;
    }

    @Override
    public Set<ReviewedKind> concludesFromAbsenceOf() {
        return Set.of(ReviewedKind.NODE_CLASS, ReviewedKind.NODE);
    }

    @Override
    public NodePool reads(NodePool object, World world) {
        return object;
    }

    @Override
    public List<Finding> check(Change<NodePool> change, World world) {
        NodePool pool = change.object();
        if (pool.nodeClass().isEmpty() || !AllowedTypes.isLinux(pool)) {
            return List.of();
        }
        String name = pool.nodeClass().get();
        Optional<NodeClass> nodeClass = world.cluster().nodeClass(name);
        if (nodeClass.filter(NodeClass::isWindows).isPresent()) {
            return List.of();
        }
        // The flag in the user data of the class overrides the number that Karpenter sets.
        Optional<Limit> flag = nodeClass.flatMap(known -> known.userDataPods().maxPods());
        if (flag.isPresent()) {
            return ofNumber(pool, nodeClass.get(), flag.get().name(), flag.get().value(), world);
        } else if (pool.kubelet().isPresent()) {
            return pool.maxPods()
                    .map(value -> own(pool, value, podsPerCore(pool, nodeClass), world))
                    .orElseGet(() ->
                            UnsetMaxPods.check(OWN_FIELD, true, List.of(pool), podsPerCore(pool, nodeClass), world));
        }
        return nodeClass
                .map(known -> known.maxPods()
                        .map(value -> ofClass(pool, known, value, world))
                        .orElse(List.of()))
                .orElseGet(() -> List.of(noClass(name)));
    }

    /** Checks the number that a NodePool before v1 sets for its own nodes. */
    private static List<Finding> own(NodePool pool, MaxPods value, OptionalLong podsPerCore, World world) {
        return MaxPodsRule.ofNumber(
                OWN_FIELD,
                MaxPods.KEY,
                value,
                "set a whole number",
                pods -> judged(
                        pool,
                        Claim.set(OWN_FIELD, MaxPods.KEY, pods)
                                .withWays(number -> List.of("set " + number, "require larger types"))
                                .withPodsPerCore(podsPerCore),
                        world));
    }

    private static OptionalLong podsPerCore(NodePool pool, Optional<NodeClass> nodeClass) {
        return nodeClass.map(NodeClass::hasPodsPerCore).orElse(true) ? pool.podsPerCore() : OptionalLong.empty();
    }

    private List<Finding> ofClass(NodePool pool, NodeClass nodeClass, MaxPods value, World world) {
        return value.value() instanceof String text
                ? ofText(
                                pool,
                                nodeClass,
                                "maxPods of " + shown(nodeClass),
                                "correct maxPods in the EC2NodeClass",
                                value,
                                expressions.read(text, PodsExpressions.Dialect.KARPENTER),
                                world)
                        .stream()
                        .map(finding -> finding.atMost(WARN))
                        .toList()
                : ofNumber(pool, nodeClass, MaxPods.KEY, value, world);
    }

    /** @param setting the name of the setting in the EC2NodeClass */
    private static List<Finding> ofNumber(
            NodePool pool, NodeClass nodeClass, String setting, MaxPods value, World world) {
        String where = shown(nodeClass);
        boolean hasSeveralSettings = nodeClass.podsPerCore().isPresent() || !setting.equals(MaxPods.KEY);
        return MaxPodsRule.ofNumber(
                        FIELD,
                        setting + " of " + where,
                        value,
                        "correct %s in the EC2NodeClass".formatted(setting),
                        pods -> judged(
                                pool,
                                new Claim(
                                                FIELD,
                                                "%s %s of %s".formatted(setting, Claim.shown(pods), where),
                                                pods,
                                                number -> List.of(
                                                        "require larger types",
                                                        hasSeveralSettings
                                                                ? "set %s %s in %s".formatted(setting, number, where)
                                                                : "set %s in the EC2NodeClass".formatted(number)))
                                        .withPodsPerCore(nodeClass.podsPerCore()),
                                world))
                .stream()
                .map(finding -> finding.atMost(WARN))
                .toList();
    }

    private static String shown(NodeClass nodeClass) {
        return "EC2NodeClass " + PlainText.cut(nodeClass.name(), ROOM_FOR_A_NAME);
    }

    private static List<Finding> ofText(
            NodePool pool,
            NodeClass nodeClass,
            String name,
            String fix,
            MaxPods value,
            PodsExpression expression,
            World world) {
        return expression.fault().isPresent()
                ? List.of(new Violation(
                        FIELD,
                        "%s is %s, which is neither a number nor an expression".formatted(name, value.shown()),
                        fix))
                : new ExpressionMaxPods(
                                FIELD,
                                name,
                                "set %s in the EC2NodeClass",
                                expression,
                                nodeClass.podsPerCore(),
                                true,
                                world)
                        .check(List.of(pool));
    }

    private static List<Finding> judged(NodePool pool, Claim claim, World world) {
        return MaxPodsRule.underLimits(
                claim,
                "its nodes",
                world,
                limits -> PoolsFit.ofItself(limits, world.instanceTypes()).check(claim, List.of(pool)));
    }

    private static Finding noClass(String name) {
        return new Unknown(
                "spec.template.spec.nodeClassRef",
                "unknown how many pods the nodes run",
                "there is no EC2NodeClass " + Quote.of(name),
                "create the EC2NodeClass, or correct the reference",
                Missing.OTHER,
                AUDIT);
    }
}
