package io.eniguard.rules.shared;

import io.eniguard.maxpods.InstanceType;
import java.util.List;

/**
 * Instance types that must all be able to run a number of pods.
 *
 * @param types at least one
 * @param rank for the type that a message names, its rank among the types, such as {@code fewest in NodePool general}; may be empty
 * @param owner the object that allows the types, such as {@code NodePool general}; empty if messages need not name it
 */
public record RequiredTypes(List<InstanceType> types, String rank, String owner) {

    public static RequiredTypes only(InstanceType type) {
        return new RequiredTypes(List.of(type), "", "");
    }

    String named(InstanceType type) {
        return owner.isEmpty() ? type.name() : "%s of %s".formatted(type.name(), owner);
    }

    /** Returns the rank in brackets, for the end of a sentence. */
    String ranking() {
        return rank.isEmpty() ? "" : " (%s)".formatted(rank);
    }
}
