package io.eniguard.rules.node;

import io.eniguard.net.Zone;
import io.eniguard.placement.Candidate;
import io.eniguard.placement.Candidates;
import io.eniguard.rules.Fitness;
import io.eniguard.text.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The ENIConfigs of a node's zone: what a fix can name.
 *
 * @param fit those that could serve the node
 * @param unfit the first by name of those that eniguard would refuse if they were made today
 */
record ZoneEniConfigs(Zone zone, List<String> fit, Optional<Unfit> unfit) {

    /** @param brokenRule the first that it breaks */
    record Unfit(String name, String brokenRule) {}

    // What is left for names in a line of 240 characters.
    private static final int ROOM = 48;

    private static final int NAMED = 3;

    static ZoneEniConfigs of(Selection selection, Fitness fitness) {
        List<String> fit = new ArrayList<>();
        List<Unfit> unfit = new ArrayList<>();
        for (Candidate candidate : Candidates.of(selection.world()).in(selection.zone())) {
            fitness.brokenRule(candidate.eniConfig(), selection.world())
                    .ifPresentOrElse(
                            rule -> unfit.add(new Unfit(candidate.name(), rule)), () -> fit.add(candidate.name()));
        }
        return new ZoneEniConfigs(selection.zone(), fit, unfit.stream().findFirst());
    }

    /** What to do so that an ENIConfig of the zone serves the node: set the key to one of them, or make one. */
    String setTo(String key) {
        if (!zone.isKnown()) {
            return "set %s to an ENIConfig of the node's zone".formatted(key);
        }
        if (!fit.isEmpty()) {
            return "set %s to %s".formatted(key, oneOf(fit));
        }
        String use = key.equals("it") ? "name it here" : "set the node's label to it";
        return unfit.map(other -> "correct ENIConfig %s, which breaks %s, and %s"
                        .formatted(PlainText.cut(other.name(), ROOM), other.brokenRule(), use))
                .orElseGet(() -> "make an ENIConfig for %s, and %s".formatted(zone, use));
    }

    /** The same, with the zone by its id alone: where two zones share a name. */
    ZoneEniConfigs byZoneId() {
        return new ZoneEniConfigs(new Zone(Optional.empty(), zone.id()), fit, unfit);
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
