package io.eniguard.rules.node;

import io.eniguard.net.Zone;
import io.eniguard.placement.Candidate;
import io.eniguard.placement.Candidates;
import io.eniguard.rules.EniConfigFitness;
import io.eniguard.rules.Wording;
import io.eniguard.world.World;
import java.util.List;

/**
 * The ENIConfigs of a node's zone: what a fix can name.
 *
 * @param fit those that could serve the node
 * @param unfit those that eniguard would refuse if they were made today
 */
record ServingHere(Zone zone, List<String> fit, List<String> unfit) {

    // What is left for names in a line of 240 characters.
    private static final int ROOM = 48;

    private static final int NAMED = 3;

    static ServingHere of(Selection selection) {
        World world = selection.world();
        List<Candidate> here = Candidates.of(world).in(selection.zone());
        return new ServingHere(
                selection.zone(),
                here.stream()
                        .filter(candidate -> EniConfigFitness.isFit(candidate.eniConfig(), world))
                        .map(Candidate::name)
                        .toList(),
                here.stream()
                        .filter(candidate -> !EniConfigFitness.isFit(candidate.eniConfig(), world))
                        .map(Candidate::name)
                        .toList());
    }

    /** What to do so that an ENIConfig of the zone serves the node: set the key to one of them, or make one. */
    String setTo(String key) {
        if (!zone.isKnown()) {
            return "set %s to an ENIConfig of the node's zone".formatted(key);
        }
        if (!fit.isEmpty()) {
            return "set %s to %s".formatted(key, oneOf(fit));
        }
        return unfit.isEmpty()
                ? "make an ENIConfig with a pod subnet of " + zone
                : "correct ENIConfig %s, which eniguard would refuse today".formatted(Wording.some(unfit, ROOM));
    }

    /** {@code a, b or c}, or {@code a, b or another of us-west-2a}. */
    private String oneOf(List<String> names) {
        int shown = Math.min(NAMED, names.size());
        while (shown > 1 && String.join(", ", names.subList(0, shown)).length() > ROOM) {
            shown--;
        }
        boolean all = shown == names.size();
        String last = all ? names.get(shown - 1) : "another of " + zone;
        String before = String.join(", ", names.subList(0, all ? shown - 1 : shown));
        return before.isEmpty() ? last : before + " or " + last;
    }
}
