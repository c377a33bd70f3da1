package io.eniguard.rules.shared;

import io.eniguard.maxpods.InstanceType;
import java.util.List;

/**
 * Instance types that a number of pods must suit, each of them.
 *
 * @param types at least one
 * @param remark what a message adds to the name of the one that it is about; empty for nothing
 */
public record Candidates(List<InstanceType> types, String remark) {

    public static Candidates only(InstanceType type) {
        return new Candidates(List.of(type), "");
    }

    public String named(InstanceType type) {
        return remark.isEmpty() ? type.name() : "%s (%s)".formatted(type.name(), remark);
    }
}
