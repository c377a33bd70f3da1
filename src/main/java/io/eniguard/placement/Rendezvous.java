package io.eniguard.placement;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Weighted rendezvous hashing. Each candidate gets a score for each node, and the candidate with the highest score serves the node.
 *
 * <p>A score depends only on the two names and the weight. So the order of the candidates does not matter, a new candidate gets nodes from
 * the others but moves no node between them, and each candidate's share of the nodes is its share of the total weight.
 */
final class Rendezvous {

    // Of two equal scores, which are almost impossible with 64 bits, the one with the first name wins.
    private static final Comparator<Scored> BEST = Comparator.comparingDouble(Scored::score)
            .thenComparing(scored -> scored.candidate().name(), Comparator.reverseOrder());

    private Rendezvous() {}

    private record Scored(Candidate candidate, double score) {}

    /**
     * @param weight the weight; a candidate with a weight of 0 or less is excluded
     * @return the candidate; empty if all are excluded
     */
    static Optional<Candidate> choose(String node, Collection<Candidate> candidates, ToLongFunction<Candidate> weight) {
        return candidates.stream()
                .filter(candidate -> weight.applyAsLong(candidate) > 0)
                .map(candidate -> new Scored(candidate, score(node, candidate, weight.applyAsLong(candidate))))
                .max(BEST)
                .map(Scored::candidate);
    }

    /**
     * Returns −weight / ln h. If h is evenly distributed in (0, 1), the chance of having the highest score is proportional to the weight.
     */
    private static double score(String node, Candidate candidate, long weight) {
        // StrictMath gives the same bits on every machine, unlike Math.log.
        return -weight / StrictMath.log(NameHash.fraction(node, candidate.name()));
    }
}
