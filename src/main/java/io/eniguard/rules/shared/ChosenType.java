package io.eniguard.rules.shared;

import io.eniguard.maxpods.InstanceType;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/** An instance type that was chosen by a number, and the set of types that contains it. */
public record ChosenType(InstanceType type, RequiredTypes among) {

    String named() {
        return among.named(type);
    }

    /** Returns the type with the smallest number. If several types have this number, the first type by name is returned. */
    public static Optional<InstanceType> least(List<InstanceType> types, ToIntFunction<InstanceType> number) {
        return types.stream().min(Comparator.comparingInt(number).thenComparing(InstanceType::name));
    }

    /** Returns the type whose limit is the least exceeded by the number of pods that the claim sets for this type. */
    public static Optional<InstanceType> roomiest(Claim claim, List<InstanceType> types, PodLimits limits) {
        return types.stream()
                .min(Comparator.comparingLong(
                                (InstanceType type) -> claim.podsOn(type).orElse(claim.pods()) - limits.possible(type))
                        .thenComparing(InstanceType::name));
    }

    /** Returns the type with the smallest limit among the types on which the number of pods exceeds the limit; empty if there is none. */
    static Optional<ChosenType> exceeded(
            Claim claim, List<RequiredTypes> candidates, ToIntFunction<InstanceType> limit) {
        return smallest(candidates, limit, type -> claim.exceeds(limit.applyAsInt(type), type));
    }

    static Optional<ChosenType> smallest(List<RequiredTypes> candidates, ToIntFunction<InstanceType> number) {
        return smallest(candidates, number, type -> true);
    }

    /** Returns the type with the smallest number among the types that meet the condition; empty if there is none. */
    static Optional<ChosenType> smallest(
            List<RequiredTypes> candidates, ToIntFunction<InstanceType> number, Predicate<InstanceType> condition) {
        return candidates.stream()
                .flatMap(among -> least(among.types().stream().filter(condition).toList(), number)
                        .map(type -> new ChosenType(type, among))
                        .stream())
                .min(Comparator.comparingInt((ChosenType choice) -> number.applyAsInt(choice.type()))
                        .thenComparing(choice -> choice.type().name()));
    }
}
