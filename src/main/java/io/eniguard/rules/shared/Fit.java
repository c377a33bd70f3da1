package io.eniguard.rules.shared;

import static io.eniguard.rules.Action.WARN;

import io.eniguard.maxpods.InstanceType;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Unknown;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.world.Fact.Missing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** Whether a number of pods suits instance types: whether each pod gets an address, and whether AWS advises so many. */
public final class Fit {

    /** A type, and in which of the sets it stands. */
    private record Choice(InstanceType type, Candidates among) {

        String named() {
            return among.named(type);
        }
    }

    private final PodLimits limits;

    public Fit(PodLimits limits) {
        this.limits = limits;
    }

    /** What is wrong with the number for the type that holds the fewest pods; one finding at most, the gravest. */
    public Optional<Finding> check(Claim claim, List<Candidates> candidates) {
        return smallest(candidates, limits::advised).flatMap(least -> {
            int advised = limits.advised(least.type());
            List<String> ways = claim.ways().apply(String.valueOf(advised));
            return smallest(candidates, limits::possible)
                    .filter(choice -> claim.pods() > limits.possible(choice.type()))
                    .map(choice -> over(claim, choice, orPrefixes(ways, advised, candidates)))
                    .or(() -> smallest(candidates, limits::certain)
                            .filter(choice -> claim.pods() > limits.certain(choice.type()))
                            .map(choice -> between(claim, choice, ways)))
                    .or(() -> Optional.of(least)
                            .filter(choice -> claim.pods() > advised)
                            .map(choice -> unadvised(claim, choice, ways)));
        });
    }

    private List<String> orPrefixes(List<String> ways, int advised, List<Candidates> candidates) {
        return smallest(candidates, limits::advisedWithPrefixes)
                .map(choice -> limits.advisedWithPrefixes(choice.type()))
                .filter(number -> limits.isKnownToLackPrefixes() && !limits.hasPodEnis() && number > advised)
                .map(number -> with(ways, "turn on prefix delegation (" + number + ")"))
                .orElse(ways);
    }

    /** Of several that hold the same number, the first by name. */
    public static Optional<InstanceType> least(List<InstanceType> types, ToIntFunction<InstanceType> number) {
        return types.stream().min(Comparator.comparingInt(number).thenComparing(InstanceType::name));
    }

    private static Optional<Choice> smallest(List<Candidates> candidates, ToIntFunction<InstanceType> number) {
        return candidates.stream()
                .flatMap(among -> least(among.types(), number).map(type -> new Choice(type, among)).stream())
                .min(Comparator.comparingInt((Choice choice) -> number.applyAsInt(choice.type()))
                        .thenComparing(choice -> choice.type().name()));
    }

    private Finding over(Claim claim, Choice choice, List<String> ways) {
        InstanceType type = choice.type();
        if (limits.hasPodEnis()) {
            return new Unknown(
                    claim.field(),
                    "unknown whether %s can run %s pods: %d have addresses, more need pod ENIs"
                            .formatted(choice.named(), claim.shown(), limits.possible(type)),
                    Claim.anyOf(ways) + ", unless others have a SecurityGroupPolicy",
                    Missing.OTHER);
        }
        return new Violation(
                claim.field(),
                "%s exceeds %d, all that %s can address%s"
                        .formatted(claim.subject(), limits.possible(type), choice.named(), limits.inWords(type)),
                limits.leavesRoomForPods(type) ? Claim.anyOf(ways) : limits.fixForNoRoom());
    }

    private static List<String> with(List<String> ways, String another) {
        List<String> more = new ArrayList<>(ways);
        more.add(another);
        return more;
    }

    private Finding between(Claim claim, Choice choice, List<String> ways) {
        InstanceType type = choice.type();
        return new Unknown(
                claim.field(),
                "unknown whether %s can address %s pods: it can with prefix delegation (%d), not without (%d)"
                        .formatted(choice.named(), claim.shown(), limits.possible(type), limits.certain(type)),
                Claim.anyOf(with(ways, MaxPodsRule.GIVE_AWS_NODE)),
                Missing.OTHER);
    }

    private Finding unadvised(Claim claim, Choice choice, List<String> ways) {
        InstanceType type = choice.type();
        String vcpus = type.vcpus().isPresent() ? type.vcpus().getAsInt() + " vCPUs" : "unknown vCPUs";
        return new Violation(
                claim.field(),
                "%s exceeds %d, what AWS advises for %s with %s"
                        .formatted(claim.subject(), limits.advised(type), choice.named(), vcpus),
                Claim.anyOf(ways),
                WARN);
    }
}
