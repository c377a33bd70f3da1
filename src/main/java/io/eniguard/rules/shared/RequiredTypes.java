package io.eniguard.rules.shared;

import io.eniguard.maxpods.InstanceType;
import java.util.List;

/**
 * A set of instance types, all of which must be able to run a number of pods.
 *
 * @param types the instance types; at least one
 * @param rank the rank of the type that a message names, such as {@code fewest in NodePool general}; empty if messages need no rank
 * @param owner the object that allows the types, such as {@code NodePool general}; empty if messages need not name it
 */
public record RequiredTypes(List<InstanceType> types, String rank, String owner) {

    public static RequiredTypes only(InstanceType type) {
        return new RequiredTypes(List.of(type), "", "");
    }

    String named(InstanceType type) {
        return owner.isEmpty() ? type.name() : "%s of %s".formatted(type.name(), owner);
    }

    /** Returns the rank in parentheses after a space; an empty text if there is no rank. */
    String ranking() {
        return rank.isEmpty() ? "" : " (%s)".formatted(rank);
    }
}
