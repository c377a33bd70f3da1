package io.eniguard.rules.node;

import static io.eniguard.policy.Action.AUDIT;
import static io.eniguard.policy.Action.WARN;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.KubeletConfigMap;
import io.eniguard.cluster.MaxPods;
import io.eniguard.maxpods.InstanceType;
import io.eniguard.policy.Action;
import io.eniguard.policy.Requester;
import io.eniguard.rules.About;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Unknown;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Rule;
import io.eniguard.rules.shared.Claim;
import io.eniguard.rules.shared.Fit;
import io.eniguard.rules.shared.MaxPodsRule;
import io.eniguard.rules.shared.RequiredTypes;
import io.eniguard.text.Quote;
import io.eniguard.world.Fact.Missing;
import io.eniguard.world.World;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The rule {@code max-pods} on a node. The rule never denies, because a denial would not change the number: a kubelet must be restarted
 * before it reports another number.
 */
public final class NodeMaxPods implements Rule<ClusterNode> {

    private static final String FIELD = "status.capacity.pods";

    @Override
    public About about() {
        return MaxPodsRule.ABOUT;
    }

    @Override
    public List<Object> reads(ClusterNode object, World world) {
        return List.of(object.pods(), object.instanceType(), object.isGoverned());
    }

    @Override
    public List<Finding> check(Change<ClusterNode> change, World world) {
        ClusterNode node = change.object();
        Optional<Object> capacity = node.pods().capacity();
        if (!node.isGoverned() || capacity.isEmpty()) {
            return List.of();
        }
        return findings(change, capacity.get(), world).stream()
                .map(finding -> finding.atMost(finding.atMost() == Action.DENY ? WARN : milder(finding)))
                .map(finding -> MaxPodsRule.named("Node " + node.name(), finding))
                .toList();
    }

    private static List<Finding> findings(Change<ClusterNode> change, Object capacity, World world) {
        ClusterNode node = change.object();
        OptionalLong pods = node.pods().capacityNumber();
        Optional<InstanceType> type = node.instanceType().flatMap(world.instanceTypes()::find);
        if (pods.isEmpty()) {
            return List.of(noNumber(capacity, type, world));
        } else if (type.isEmpty()) {
            return isJustRegistering(change) ? List.of() : List.of(noType(node, pods.getAsLong()));
        }
        return judged(type.get(), pods.getAsLong(), world);
    }

    /** Reports an invalid capacity. The API server refuses an invalid capacity, so only a file can contain one. */
    private static Finding noNumber(Object capacity, Optional<InstanceType> type, World world) {
        return new Violation(
                FIELD,
                "the capacity for pods is %s, not a whole number".formatted(new MaxPods(capacity).shown()),
                "set it to a whole number"
                        + MaxPodsRule.advised(type, world)
                                .map(number -> ", such as " + number)
                                .orElse(""));
    }

    /** Returns the strictest action for a finding that cannot deny. A number above the advice of AWS appears only in reports. */
    private static Action milder(Finding finding) {
        return finding instanceof Unknown ? WARN : AUDIT;
    }

    /**
     * Returns whether the kubelet is creating a node without an instance type. The cloud controller sets the type seconds later, and the
     * rule checks that update.
     */
    private static boolean isJustRegistering(Change<ClusterNode> change) {
        return !change.isUpdate()
                && change.object().instanceType().isEmpty()
                && change.requester().kind() == Requester.Kind.KUBELET;
    }

    private static List<Finding> judged(InstanceType type, long pods, World world) {
        Claim claim = new Claim(
                FIELD,
                "capacity of %s pods".formatted(Claim.shown(pods)),
                pods,
                number -> List.of("set maxPods " + number));
        return MaxPodsRule.underLimits(
                claim, type.name(), world, limits -> new Fit(limits).check(claim, List.of(RequiredTypes.only(type))));
    }

    private static Finding noType(ClusterNode node, long pods) {
        return new Unknown(
                FIELD,
                "unknown whether the node can address %s pods".formatted(Claim.shown(pods)),
                node.instanceType()
                        .map(name -> "eniguard does not know the instance type " + Quote.of(name))
                        .orElse("label %s is not set".formatted(KubeletConfigMap.INSTANCE_TYPE)),
                "look up the type and run ./eniguard max-pods TYPE",
                Missing.OTHER,
                AUDIT);
    }
}
