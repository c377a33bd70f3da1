package io.eniguard.rules.karpenter;

import static io.eniguard.policy.Action.AUDIT;

import io.eniguard.maxpods.InstanceType;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Unknown;
import io.eniguard.rules.shared.Claim;
import io.eniguard.rules.shared.Fit;
import io.eniguard.rules.shared.PodLimits;
import io.eniguard.rules.shared.RequiredTypes;
import io.eniguard.world.Fact.Missing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * Checks numbers of pods that differ by instance type.
 *
 * @param pods returns the number for an instance type; empty if the number must not be checked
 * @param claim returns the claim with a number
 */
record ComputedPods(PodLimits limits, Function<InstanceType, OptionalLong> pods, LongFunction<Claim> claim) {

    /**
     * Returns the most serious finding about the types; empty if each type can run its number of pods. If several findings are equally
     * serious, the finding about the smallest number is returned.
     *
     * @param where the object that allows the types, such as {@code NodePool general}, for messages; may be empty
     */
    Optional<Finding> check(List<InstanceType> types, String where) {
        Map<Long, List<InstanceType>> byNumber = new TreeMap<>();
        for (InstanceType type : types) {
            pods.apply(type)
                    .ifPresent(number -> byNumber.computeIfAbsent(number, absent -> new ArrayList<>())
                            .add(type));
        }
        Fit fit = new Fit(limits);
        return byNumber.entrySet().stream()
                .flatMap(group -> fit
                        .check(
                                claim.apply(group.getKey()),
                                List.of(new RequiredTypes(
                                        group.getValue(), where.isEmpty() ? "" : "in " + where, where)))
                        .stream())
                // The sort is stable, so the first of equally serious findings is returned.
                .sorted(Comparator.comparing((Finding finding) -> finding.atMost())
                        .reversed())
                .findFirst();
    }

    /**
     * Returns the most serious finding about the types of the NodePools.
     *
     * @param isOwn whether the NodePool is the object under review. Messages then need not name the NodePool
     */
    Optional<Finding> check(String field, List<AllowedTypes> pools, boolean isOwn) {
        return pools.stream()
                .flatMap(pool -> check(pool.types(), isOwn ? "" : pool.owner())
                        .map(finding -> pool.unanswered()
                                .map(key -> unanswered(field, pool, key))
                                .orElse(finding))
                        .or(() -> pool.unlisted().stream().findFirst().map(name -> pool.unlisted(field, name)))
                        .stream())
                .sorted(Comparator.comparing((Finding finding) -> finding.atMost())
                        .reversed())
                .findFirst();
    }

    private static Finding unanswered(String field, AllowedTypes pool, String key) {
        return new Unknown(
                field,
                "unknown whether the types of %s can address their pods".formatted(pool.owner()),
                "eniguard has no data on " + AllowedTypes.shown(key),
                "require larger types, or set a number that suits all types",
                Missing.OTHER,
                AUDIT);
    }
}
