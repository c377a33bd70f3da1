package io.eniguard.rules.maxpods;

import static io.eniguard.rules.Action.AUDIT;

import io.eniguard.cluster.NodePool;
import io.eniguard.maxpods.InstanceType;
import io.eniguard.maxpods.InstanceTypes;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Unknown;
import io.eniguard.rules.Wording;
import io.eniguard.world.Fact.Missing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Whether a number of pods suits all instance types that NodePools allow. */
final class PoolsFit {

    private static final int ROOM_FOR_A_NAME = 30;

    private final PodLimits limits;
    private final Fit fit;

    PoolsFit(PodLimits limits) {
        this.limits = limits;
        fit = new Fit(limits);
    }

    /** One finding at most: the gravest, and of several as grave the first pool's by name. */
    Optional<Finding> check(Claim claim, List<NodePool> pools) {
        List<AllowedTypes> allowed = pools.stream()
                .filter(AllowedTypes::isLinux)
                .map(AllowedTypes::of)
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

    private static List<Candidates> sure(List<AllowedTypes> allowed) {
        return allowed.stream()
                .filter(types -> types.unanswered().isEmpty() && !types.types().isEmpty())
                .map(types -> new Candidates(types.types(), "smallest of " + named(types)))
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
        List<String> ways = claim.ways().apply(limits.advised(smallest));
        InstanceType largest =
                Fit.least(allowed.types(), type -> -limits.possible(type)).orElseThrow();
        if (claim.pods() > limits.possible(largest)) {
            return fit.check(
                    claim.insteadBy(number -> ways),
                    List.of(new Candidates(List.of(largest), "largest of " + named(allowed))));
        }
        return Optional.of(claim)
                .filter(number -> number.pods() > limits.advised(smallest))
                .map(number -> unanswered(claim, allowed, key, ways));
    }

    private Finding unanswered(Claim claim, AllowedTypes allowed, String key, List<String> ways) {
        return unknown(
                claim,
                "the types of %s".formatted(named(allowed)),
                "eniguard cannot tell which they are by " + Wording.cut(key, 2 * ROOM_FOR_A_NAME),
                Claim.anyOf(ways));
    }

    private static Finding unlisted(Claim claim, AllowedTypes allowed) {
        String name = allowed.unlisted().get(0);
        List<String> near = InstanceTypes.builtIn().namesNear(name);
        return unknown(
                claim,
                "%s of %s".formatted(Wording.quoted(name, ROOM_FOR_A_NAME), named(allowed)),
                "eniguard does not know that type",
                near.isEmpty() ? "check the name" : "check the name; did you mean " + near.get(0));
    }

    private static Finding nothingAllowed(Claim claim, AllowedTypes allowed) {
        return unknown(
                claim,
                "the types of %s".formatted(named(allowed)),
                "eniguard knows none that meets its requirements",
                "check the requirements");
    }

    private static Finding unknown(Claim claim, String who, String why, String fix) {
        return new Unknown(
                claim.field(),
                "unknown whether %s can address %d pods: %s".formatted(who, claim.pods(), why),
                fix,
                Missing.OTHER,
                AUDIT);
    }

    private static String named(AllowedTypes allowed) {
        return "NodePool " + Wording.cut(allowed.pool().name(), ROOM_FOR_A_NAME);
    }
}
