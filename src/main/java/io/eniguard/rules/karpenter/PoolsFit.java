package io.eniguard.rules.karpenter;

import static io.eniguard.policy.Action.AUDIT;

import io.eniguard.cluster.NodePool;
import io.eniguard.maxpods.InstanceType;
import io.eniguard.maxpods.InstanceTypes;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Unknown;
import io.eniguard.rules.shared.ChosenType;
import io.eniguard.rules.shared.Claim;
import io.eniguard.rules.shared.Fit;
import io.eniguard.rules.shared.PodLimits;
import io.eniguard.rules.shared.RequiredTypes;
import io.eniguard.text.Quote;
import io.eniguard.world.Fact.Missing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Checks whether all instance types that NodePools allow can run a number of pods. */
final class PoolsFit {

    private static final int ROOM_FOR_A_NAME = 16;

    private final PodLimits limits;
    private final Fit fit;
    private final InstanceTypes types;
    private final InstanceTypeIndex index;
    private final boolean isOwn;

    private PoolsFit(PodLimits limits, InstanceTypes types, boolean isOwn) {
        this.limits = limits;
        this.types = types;
        this.isOwn = isOwn;
        index = new InstanceTypeIndex(types);
        fit = new Fit(limits);
    }

    /** Creates a check for the review of an object that the NodePools refer to. The messages of this check name the NodePools. */
    static PoolsFit ofOthers(PodLimits limits, InstanceTypes types) {
        return new PoolsFit(limits, types, false);
    }

    /** Creates a check for the review of a NodePool. The messages of this check do not name the NodePool. */
    static PoolsFit ofItself(PodLimits limits, InstanceTypes types) {
        return new PoolsFit(limits, types, true);
    }

    /**
     * Returns the most serious finding; empty if there is none. If several findings are equally serious, a finding about instance types
     * that are certainly allowed comes first, and then the finding about the first of the NodePools.
     */
    Optional<Finding> check(Claim claim, List<NodePool> pools) {
        List<AllowedTypes> allowed = pools.stream()
                .filter(AllowedTypes::isLinux)
                .map(pool -> AllowedTypes.of(pool, index))
                .toList();
        List<Finding> findings = new ArrayList<>();
        fit.check(claim, sure(allowed)).ifPresent(findings::add);
        allowed.forEach(types -> unsure(claim, types).ifPresent(findings::add));
        // The sort is stable, so the first of equally serious findings is returned.
        return findings.stream()
                .sorted(Comparator.comparing((Finding finding) -> finding.atMost())
                        .reversed())
                .findFirst();
    }

    private List<RequiredTypes> sure(List<AllowedTypes> allowed) {
        return allowed.stream()
                .filter(types -> types.unanswered().isEmpty() && !types.types().isEmpty())
                .map(types -> candidates(types, types.types(), "fewest"))
                .toList();
    }

    private RequiredTypes candidates(AllowedTypes allowed, List<InstanceType> types, String rank) {
        return isOwn
                ? new RequiredTypes(types, rank + " here", "")
                : new RequiredTypes(types, "%s in %s".formatted(rank, allowed.owner()), allowed.owner());
    }

    private Optional<Finding> unsure(Claim claim, AllowedTypes allowed) {
        if (!allowed.unlisted().isEmpty()) {
            return Optional.of(unlisted(claim, allowed));
        } else if (allowed.types().isEmpty()) {
            return Optional.of(nothingAllowed(claim, allowed));
        }
        return allowed.unanswered().flatMap(key -> narrowed(claim, allowed, key));
    }

    /** Checks a NodePool with a requirement that eniguard cannot check. The NodePool may therefore allow only some of the types. */
    private Optional<Finding> narrowed(Claim claim, AllowedTypes allowed, String key) {
        InstanceType smallest =
                ChosenType.least(allowed.types(), limits::advised).orElseThrow();
        List<String> ways = claim.fixes(advised(smallest));
        InstanceType largest =
                ChosenType.roomiest(claim, allowed.types(), limits).orElseThrow();
        if (claim.exceeds(limits.possible(largest), largest)) {
            return fit.check(claim.withWays(number -> ways), List.of(candidates(allowed, List.of(largest), "most")));
        }
        return Optional.of(claim)
                .filter(number ->
                        allowed.types().stream().anyMatch(type -> number.isNotWithin(limits.advised(type), type)))
                .map(number -> unanswered(claim, allowed, key, ways));
    }

    /**
     * Returns the number of pods that AWS advises for the type. The text also names the type if the object under review is not the NodePool
     * itself.
     */
    private String advised(InstanceType smallest) {
        int number = limits.advised(smallest);
        return isOwn ? String.valueOf(number) : "%d (for %s)".formatted(number, smallest.name());
    }

    private Finding unanswered(Claim claim, AllowedTypes allowed, String key, List<String> ways) {
        return unknown(claim, types(allowed), "eniguard has no data on " + AllowedTypes.shown(key), Claim.anyOf(ways));
    }

    private Finding unlisted(Claim claim, AllowedTypes allowed) {
        String name = allowed.unlisted().get(0);
        List<String> near = types.namesNear(name);
        return unknown(
                claim,
                Quote.of(name, ROOM_FOR_A_NAME) + (isOwn ? "" : " of " + allowed.owner()),
                "eniguard does not know this type",
                near.isEmpty() ? "check the name" : "check the name; did you mean " + near.get(0) + "?");
    }

    private Finding nothingAllowed(Claim claim, AllowedTypes allowed) {
        return unknown(
                claim, types(allowed), "eniguard knows no type that meets the requirements", "check the requirements");
    }

    private static Finding unknown(Claim claim, String who, String why, String fix) {
        return new Unknown(
                claim.field(),
                "unknown whether %s can address %s pods".formatted(who, claim.shown()),
                why,
                fix,
                Missing.OTHER,
                AUDIT);
    }

    private String types(AllowedTypes allowed) {
        return isOwn ? "the allowed types" : "the types of " + allowed.owner();
    }
}
