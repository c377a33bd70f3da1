package io.eniguard.placement;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Weighted rendezvous hashing. Each candidate gets a score for each node, and the candidate with the highest score serves the node.
 *
 * <p>A score depends only on the names of the node and the candidate and on the candidate's weight. The order of the candidates therefore
 * does not matter. A new candidate takes nodes from the other candidates, but no node moves between the other candidates. Each candidate's
 * share of the nodes is its share of the total weight.
 */
final class Rendezvous {

    // If two scores are equal, which is very unlikely with a 64-bit hash, the candidate with the first name wins.
    private static final Comparator<Scored> BEST = Comparator.comparingDouble(Scored::score)
            .thenComparing(scored -> scored.candidate().name(), Comparator.reverseOrder());

    private Rendezvous() {}

    private record Scored(Candidate candidate, double score) {}

    /**
     * Returns the candidate with the highest score; empty if all candidates are excluded.
     *
     * @param weight returns the weight of a candidate; a candidate with a weight of 0 or less is excluded
     */
    static Optional<Candidate> choose(String node, Collection<Candidate> candidates, ToLongFunction<Candidate> weight) {
        return candidates.stream()
                .filter(candidate -> weight.applyAsLong(candidate) > 0)
                .map(candidate -> new Scored(candidate, score(node, candidate, weight.applyAsLong(candidate))))
                .max(BEST)
                .map(Scored::candidate);
    }

    /**
     * Returns {@code -weight / ln(h)}, where {@code h} is the hash of the names as a fraction. The fraction is evenly distributed between 0
     * and 1, so a candidate's chance of having the highest score is proportional to its weight.
     */
    private static double score(String node, Candidate candidate, long weight) {
        // StrictMath gives the same bits on every machine, unlike Math.log.
        return -weight / StrictMath.log(NameHash.fraction(node, candidate.name()));
    }
}
