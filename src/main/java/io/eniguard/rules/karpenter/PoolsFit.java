package io.eniguard.rules.karpenter;

import static io.eniguard.rules.Action.AUDIT;

import io.eniguard.cluster.NodePool;
import io.eniguard.maxpods.InstanceType;
import io.eniguard.maxpods.InstanceTypes;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Unknown;
import io.eniguard.rules.shared.Candidates;
import io.eniguard.rules.shared.Claim;
import io.eniguard.rules.shared.Fit;
import io.eniguard.rules.shared.PodLimits;
import io.eniguard.text.PlainText;
import io.eniguard.text.Quote;
import io.eniguard.world.Fact.Missing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Whether a number of pods suits all instance types that NodePools allow. */
final class PoolsFit {

    private static final int ROOM_FOR_A_NAME = 16;
    private static final int ROOM_FOR_A_KEY = 60;

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

    /** For a review of something else that the pools refer to: messages name them. */
    static PoolsFit ofOthers(PodLimits limits, InstanceTypes types) {
        return new PoolsFit(limits, types, false);
    }

    /** For the review of a NodePool itself. */
    static PoolsFit ofItself(PodLimits limits, InstanceTypes types) {
        return new PoolsFit(limits, types, true);
    }

    /** One finding at most: the gravest, and of several as grave the first pool's by name. */
    Optional<Finding> check(Claim claim, List<NodePool> pools) {
        List<AllowedTypes> allowed = pools.stream()
                .filter(AllowedTypes::isLinux)
                .map(pool -> AllowedTypes.of(pool, index))
                .toList();
        List<Finding> findings = new ArrayList<>();
        fit.check(claim, sure(allowed)).ifPresent(findings::add);
        allowed.forEach(types -> unsure(claim, types).ifPresent(findings::add));
        // Of several that are as grave the first one stays: a stream's max would take the last.
        return findings.stream()
                .sorted(Comparator.comparing((Finding finding) -> finding.atMost())
                        .reversed())
                .findFirst();
    }

    private List<Candidates> sure(List<AllowedTypes> allowed) {
        return allowed.stream()
                .filter(types -> types.unanswered().isEmpty() && !types.types().isEmpty())
                .map(types -> new Candidates(types.types(), "smallest " + where(types)))
                .toList();
    }

    private Optional<Finding> unsure(Claim claim, AllowedTypes allowed) {
        if (!allowed.unlisted().isEmpty()) {
            return Optional.of(unlisted(claim, allowed));
        } else if (allowed.types().isEmpty()) {
            return Optional.of(nothingAllowed(claim, allowed));
        }
        return allowed.unanswered().flatMap(key -> narrowed(claim, allowed, key));
    }

    /** The pool allows some of the types, and which ones cannot be told. */
    private Optional<Finding> narrowed(Claim claim, AllowedTypes allowed, String key) {
        InstanceType smallest = Fit.least(allowed.types(), limits::advised).orElseThrow();
        List<String> ways = claim.ways().apply(advised(smallest));
        InstanceType largest =
                Fit.least(allowed.types(), type -> -limits.possible(type)).orElseThrow();
        if (claim.pods() > limits.possible(largest)) {
            return fit.check(
                    claim.insteadBy(number -> ways),
                    List.of(new Candidates(List.of(largest), "largest " + where(allowed))));
        }
        return Optional.of(claim)
                .filter(number -> number.pods() > limits.advised(smallest))
                .map(number -> unanswered(claim, allowed, key, ways));
    }

    /** The number, and which type makes it so small: of another object's types the reader has none before his eyes. */
    private String advised(InstanceType smallest) {
        int number = limits.advised(smallest);
        return isOwn ? String.valueOf(number) : "%d (for %s)".formatted(number, smallest.name());
    }

    private Finding unanswered(Claim claim, AllowedTypes allowed, String key, List<String> ways) {
        return unknown(
                claim,
                "the types " + where(allowed),
                "cannot tell them by " + PlainText.cut(key, ROOM_FOR_A_KEY),
                Claim.anyOf(ways));
    }

    private Finding unlisted(Claim claim, AllowedTypes allowed) {
        String name = allowed.unlisted().get(0);
        List<String> near = types.namesNear(name);
        return unknown(
                claim,
                Quote.of(name, ROOM_FOR_A_NAME) + " " + where(allowed),
                "eniguard does not know it",
                near.isEmpty() ? "check the name" : "check the name; did you mean " + near.get(0) + "?");
    }

    private Finding nothingAllowed(Claim claim, AllowedTypes allowed) {
        return unknown(
                claim,
                "the types " + where(allowed),
                "eniguard knows none that meets its requirements",
                "check the requirements");
    }

    private static Finding unknown(Claim claim, String who, String why, String fix) {
        return new Unknown(
                claim.field(),
                "unknown whether %s can address %s pods: %s".formatted(who, claim.shown(), why),
                fix,
                Missing.OTHER,
                AUDIT);
    }

    private String where(AllowedTypes allowed) {
        return isOwn ? "here" : "of NodePool " + PlainText.cut(allowed.pool().name(), ROOM_FOR_A_NAME);
    }
}
