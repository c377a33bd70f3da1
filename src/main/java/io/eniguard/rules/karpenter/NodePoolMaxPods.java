package io.eniguard.rules.karpenter;

import static io.eniguard.rules.Action.AUDIT;
import static io.eniguard.rules.Action.WARN;

import io.eniguard.cluster.MaxPods;
import io.eniguard.cluster.NodeClass;
import io.eniguard.cluster.NodePool;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.rules.About;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Unknown;
import io.eniguard.rules.Rule;
import io.eniguard.rules.shared.Claim;
import io.eniguard.rules.shared.MaxPodsRule;
import io.eniguard.text.PlainText;
import io.eniguard.text.Quote;
import io.eniguard.world.Fact.Missing;
import io.eniguard.world.World;
import java.util.List;
import java.util.Set;

/**
 * The rule {@code max-pods} on a NodePool. The rule checks whether the instance types of the NodePool can run the number of pods that the
 * NodePool's EC2NodeClass sets. The rule only warns, because the number is set in the EC2NodeClass. A missing number is reported on the
 * EC2NodeClass.
 */
public final class NodePoolMaxPods implements Rule<NodePool> {

    private static final String FIELD = "spec.template.spec.requirements";
    private static final int ROOM_FOR_A_NAME = 16;

    @Override
    public About about() {
        return MaxPodsRule.ABOUT;
    }

    @Override
    public Set<ReviewedKind> concludesFromAbsenceOf() {
        return Set.of(ReviewedKind.NODE_CLASS, ReviewedKind.DAEMON_SET);
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
        return world.cluster()
                .nodeClass(name)
                .map(nodeClass -> nodeClass
                        .maxPods()
                        .map(value -> judged(pool, nodeClass, value, world))
                        .orElse(List.of()))
                .orElseGet(() -> List.of(noClass(name)));
    }

    private static List<Finding> judged(NodePool pool, NodeClass nodeClass, MaxPods value, World world) {
        String where = "EC2NodeClass " + PlainText.cut(nodeClass.name(), ROOM_FOR_A_NAME);
        return MaxPodsRule.ofNumber(
                        FIELD, "maxPods of " + where, value, "correct maxPods in the EC2NodeClass", pods -> {
                            Claim claim = new Claim(
                                            FIELD,
                                            "maxPods %s of %s".formatted(Claim.shown(pods), where),
                                            pods,
                                            number -> List.of(
                                                    "require larger types",
                                                    nodeClass.podsPerCore().isPresent()
                                                            ? "set maxPods %s in %s".formatted(number, where)
                                                            : "set %s there".formatted(number)))
                                    .withPodsPerCore(nodeClass.podsPerCore());
                            return MaxPodsRule.underLimits(
                                    claim,
                                    "its nodes",
                                    world,
                                    limits -> PoolsFit.ofItself(limits, world.instanceTypes())
                                            .check(claim, List.of(pool)));
                        })
                .stream()
                .map(finding -> finding.atMost(WARN))
                .toList();
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
