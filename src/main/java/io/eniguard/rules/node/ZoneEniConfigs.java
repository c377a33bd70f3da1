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
 * The ENIConfigs of a node's zone, as a fix can name them.
 *
 * @param fit the names of the ENIConfigs that could serve the node
 * @param unfit the first ENIConfig by name that eniguard would refuse if a person created it now
 * @param use the clause of a fix that shows how to make the node use an ENIConfig, such as {@code label the node with its name}
 */
record ZoneEniConfigs(Zone zone, List<String> fit, Optional<Unfit> unfit, String use) {

    /** An unfit ENIConfig and the id of the first rule that it violates. */
    record Unfit(String name, String brokenRule) {}

    // The number of characters for names, so that the line has at most 240 characters.
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
        String use = selection.choice().isFallback()
                ? "label the node with its name"
                : "set the %s to its name".formatted(selection.choice().source().word());
        return new ZoneEniConfigs(selection.zone(), fit, unfit.stream().findFirst(), use);
    }

    /** Returns a fix that makes an ENIConfig of the zone serve the node: set the key, correct an ENIConfig, or create an ENIConfig. */
    String setTo(String key) {
        if (!zone.isKnown()) {
            return "set %s to an ENIConfig of the node's zone".formatted(key);
        }
        if (!fit.isEmpty()) {
            return "set %s to %s".formatted(key, oneOf(fit));
        }
        return unfit.map(other -> "correct ENIConfig %s, which violates %s, and %s"
                        .formatted(PlainText.cut(other.name(), ROOM), other.brokenRule(), use))
                .orElseGet(() -> "create an ENIConfig for %s, and %s".formatted(zone, use));
    }

    /** Returns the same ENIConfigs, but identifies the zone by its id. This is needed if two zones have the same name. */
    ZoneEniConfigs byZoneId() {
        return new ZoneEniConfigs(new Zone(Optional.empty(), zone.id()), fit, unfit, use);
    }

    /** Joins names into a phrase such as {@code a, b or c} or {@code a, b or another of us-west-2a}. */
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
