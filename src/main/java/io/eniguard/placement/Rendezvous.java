package io.eniguard.placement;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Weighted rendezvous hashing: each candidate draws a lot for each node, the heavier the better, and the best lot serves it.
 *
 * <p>A lot depends on the two names and the weight alone. So the order in which candidates are told is of no account, one that is
 * added draws nodes to itself and moves none between the others, and each gets the share of nodes that its weight is of all weights.
 */
final class Rendezvous {

    // Of two equal lots, which 64 bits make all but impossible, the first name's wins.
    private static final Comparator<Lot> BEST = Comparator.comparingDouble(Lot::score)
            .thenComparing(lot -> lot.candidate().name(), Comparator.reverseOrder());

    private Rendezvous() {}

    private record Lot(Candidate candidate, double score) {}

    /**
     * @param weight one of 0 or less takes no part
     * @return empty when none takes part
     */
    static Optional<Candidate> choose(String node, Collection<Candidate> candidates, ToLongFunction<Candidate> weight) {
        return candidates.stream()
                .filter(candidate -> weight.applyAsLong(candidate) > 0)
                .map(candidate -> new Lot(candidate, score(node, candidate, weight.applyAsLong(candidate))))
                .max(BEST)
                .map(Lot::candidate);
    }

    /** With h evenly spread in (0, 1), −weight / ln h is the largest of several with a chance in proportion to its weight. */
    private static double score(String node, Candidate candidate, long weight) {
        // StrictMath gives the same bits on every machine; Math.log need not.
        return -weight / StrictMath.log(NameHash.fraction(node, candidate.name()));
    }
}
