package io.eniguard.rules.eniconfig;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Finds the id that was meant by one with a slip in it. */
final class NearId {

    private static final int MOST_SLIPS = 2;

    private NearId() {}

    /** The only one that differs in at most two digits; empty when there is none, or several. */
    static Optional<String> of(String id, Collection<String> ids) {
        List<String> near = ids.stream()
                .filter(other -> differences(id, other) <= MOST_SLIPS)
                .limit(2)
                .toList();
        return near.size() == 1 ? Optional.of(near.get(0)) : Optional.empty();
    }

    private static long differences(String one, String other) {
        return one.length() != other.length()
                ? Long.MAX_VALUE
                : IntStream.range(0, one.length())
                        .filter(i -> one.charAt(i) != other.charAt(i))
                        .count();
    }
}
