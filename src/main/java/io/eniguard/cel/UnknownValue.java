package io.eniguard.cel;

import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A value that depends on unknown facts.
 *
 * @param reasons the reasons, without repetitions
 */
record UnknownValue(SortedSet<String> reasons) {

    // More reasons would not fit into a message.
    private static final int MOST_REASONS = 3;

    static UnknownValue because(String reason) {
        return new UnknownValue(new TreeSet<>(Set.of(reason)));
    }

    UnknownValue and(UnknownValue other) {
        if (reasons.containsAll(other.reasons) || reasons.size() >= MOST_REASONS) {
            return this;
        }
        TreeSet<String> both = new TreeSet<>(reasons);
        both.addAll(other.reasons);
        return new UnknownValue(both);
    }

    String reason() {
        return String.join("; ", reasons);
    }
}
