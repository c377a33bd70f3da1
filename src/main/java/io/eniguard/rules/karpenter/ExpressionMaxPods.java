package io.eniguard.rules.karpenter;

import static io.eniguard.policy.Action.AUDIT;
import static io.eniguard.policy.Action.WARN;
import static io.eniguard.rules.Given.given;

import io.eniguard.cluster.NodePool;
import io.eniguard.maxpods.InstanceType;
import io.eniguard.maxpods.PodsExpression;
import io.eniguard.maxpods.PodsExpression.Result;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Unknown;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Given;
import io.eniguard.rules.shared.Claim;
import io.eniguard.rules.shared.PodLimits;
import io.eniguard.world.Fact.Missing;
import io.eniguard.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Checks an expression for {@code maxPods} on each instance type that NodePools allow. Karpenter evaluates the expression on every instance
 * type that it knows. If one evaluation fails, the EC2NodeClass is not ready, and Karpenter launches no nodes for it:
 * karpenter-provider-aws, pkg/controllers/nodeclass/validation.go.
 *
 * @param name the name of the setting, such as {@code maxPods of EC2NodeClass general}
 * @param fix the fix, with a placeholder for the value
 * @param podsPerCore the number of pods per vCPU that limits the number further; empty if it is not set
 * @param isOwn whether the only NodePool is the object under review. Messages then need not name the NodePool
 */
record ExpressionMaxPods(
        String field,
        String name,
        String fix,
        PodsExpression expression,
        OptionalLong podsPerCore,
        boolean isOwn,
        World world) {

    private static final String MAX_PODS = "max_pods";
    private static final String CORRECT = "correct the expression";

    /** Checks the expression for the types of the NodePools, or for all types if there is no NodePool. */
    List<Finding> check(List<NodePool> pools) {
        List<AllowedTypes> allowed = AllowedTypes.ofLinux(pools, world.instanceTypes());
        List<InstanceType> types = pools.isEmpty()
                ? world.instanceTypes().all()
                : allowed.stream()
                        .flatMap(pool -> pool.types().stream())
                        .distinct()
                        .toList();
        Optional<Finding> unusable = unusable(types, pools.isEmpty());
        return unusable.map(List::of)
                .orElseGet(() -> given(
                        world.cni(),
                        field,
                        "the nodes can address as many pods as %s yields".formatted(name),
                        Given.AWS_NODE,
                        settings -> settings.ipv6()
                                ? List.of()
                                : judged(allowed, types, new PodLimits(settings, world)).stream()
                                        .toList()));
    }

    /** Reports a failure or a result of 0. With a result of 0, nodes run no pods. */
    private Optional<Finding> unusable(List<InstanceType> types, boolean areAll) {
        return types.stream()
                .flatMap(type -> unusable(type).stream())
                .findFirst()
                // Karpenter also evaluates the expression on types that no NodePool allows, but only on types that the
                // region has.
                .or(() -> areAll || types.isEmpty()
                        ? Optional.empty()
                        : world.instanceTypes().all().stream()
                                .flatMap(type -> failure(type).stream())
                                .findFirst()
                                .map(finding -> finding.atMost(WARN)));
    }

    private Optional<Finding> unusable(InstanceType type) {
        return result(type, reserved().orElse(0)) instanceof Result.PodCount number && number.pods() == 0
                ? Optional.of(new Violation(
                        field, "%s yields 0 on %s, so these nodes run no pods".formatted(name, type.name()), CORRECT))
                : failure(type);
    }

    private Optional<Finding> failure(InstanceType type) {
        return result(type, reserved().orElse(0)) instanceof Result.Failure failure
                ? Optional.of(new Violation(
                        field,
                        "%s fails on %s (%s), so the EC2NodeClass is not ready"
                                .formatted(name, type.name(), failure.reason()),
                        CORRECT))
                : Optional.empty();
    }

    private Optional<Finding> judged(List<AllowedTypes> allowed, List<InstanceType> types, PodLimits limits) {
        List<String> ways = ways(types, limits);
        Optional<Finding> finding =
                judged(allowed, types, limits, ways, reserved().orElse(0));
        boolean dependsOnReserve = expression.uses(MAX_PODS) && reserved().isEmpty();
        OptionalInt right = dependsOnReserve && finding.isPresent()
                ? new DefaultPods(0, podsPerCore).rightReserve(types, limits)
                : OptionalInt.empty();
        if (right.isPresent()
                && judged(allowed, types, limits, ways, right.getAsInt()).isEmpty()) {
            return Optional.of(new Unknown(
                    field,
                    "unknown whether the nodes can address as many pods as %s yields".formatted(name),
                    "the expression uses max_pods, and " + UnsetMaxPods.unseenReserve(world),
                    Claim.anyOf(ways),
                    Missing.OTHER,
                    AUDIT));
        }
        return finding.or(() -> unknownVariable(types, ways));
    }

    private Optional<Finding> judged(
            List<AllowedTypes> allowed, List<InstanceType> types, PodLimits limits, List<String> ways, int reserved) {
        ComputedPods computed = new ComputedPods(
                limits,
                type -> result(type, reserved) instanceof Result.PodCount number
                        ? OptionalLong.of(number.pods())
                        : OptionalLong.empty(),
                pods -> new Claim(field, "%s yields %s, which".formatted(name, Claim.shown(pods)), pods, number -> ways)
                        .withPodsPerCore(podsPerCore));
        if (!allowed.isEmpty()) {
            return computed.check(field, allowed, isOwn);
        }
        // Without a NodePool, nodes may have any type, so the expression is wrong only if it is wrong on every type.
        boolean isWrongEverywhere = types.stream()
                .allMatch(type -> result(type, reserved) instanceof Result.PodCount number
                        && number.pods() > limits.possible(type));
        return isWrongEverywhere ? computed.check(types, "") : Optional.empty();
    }

    private Optional<Finding> unknownVariable(List<InstanceType> types, List<String> ways) {
        return types.stream()
                .flatMap(type -> result(type, 0) instanceof Result.Unknown unknown
                        ? Stream.of(unknown(type, unknown, ways))
                        : Stream.empty())
                .findFirst();
    }

    private Finding unknown(InstanceType type, Result.Unknown unknown, List<String> ways) {
        return new Unknown(
                field,
                "unknown whether %s can address as many pods as %s yields".formatted(type.name(), name),
                unknown.reason(),
                Claim.anyOf(ways),
                Missing.OTHER,
                AUDIT);
    }

    private List<String> ways(List<InstanceType> types, PodLimits limits) {
        List<String> ways = new ArrayList<>();
        PodsFormula.suiting(types, limits).ifPresent(formula -> ways.add(fix.formatted(formula.text())));
        if (ways.isEmpty()) {
            types.stream().mapToInt(limits::advised).min().ifPresent(number -> ways.add(fix.formatted(number)));
        }
        return ways.isEmpty() ? List.of("set a whole number") : ways;
    }

    private OptionalInt reserved() {
        return UnsetMaxPods.reserved(world);
    }

    private Result result(InstanceType type, int reserved) {
        return expression.on(type, new DefaultPods(reserved, podsPerCore).on(type));
    }
}
