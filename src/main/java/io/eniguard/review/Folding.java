package io.eniguard.review;

import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Unknown;
import io.eniguard.text.Count;
import io.eniguard.text.MessageLine;
import io.eniguard.world.Fact.Missing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reports a missing fact once: only the rule whose subject the fact is keeps its finding, which names the rules that could not judge. */
final class Folding {

    private static final Map<Missing, String> SPEAKER = Map.of(
            Missing.SUBNET, "subnet-exists", Missing.SECURITY_GROUPS, "security-groups", Missing.CNI, "node-eniconfig");

    private static final int NAMED = 3;

    private static final String NOT_JUDGED = "; not judged: ";

    private Folding() {}

    static List<Judged> fold(List<Judged> findings) {
        List<Judged> folded = new ArrayList<>(findings);
        for (Missing missing : Missing.values()) {
            if (missing != Missing.OTHER) {
                fold(missing, folded);
            }
        }
        return folded;
    }

    private static void fold(Missing missing, List<Judged> findings) {
        List<Judged> same = findings.stream()
                .filter(judged -> judged.finding() instanceof Unknown unknown && unknown.about() == missing)
                .toList();
        List<String> rules = same.stream().map(Judged::rule).distinct().toList();
        if (rules.size() < 2) {
            return;
        }
        String speaker = SPEAKER.getOrDefault(missing, rules.get(0));
        String speaking = rules.contains(speaker) ? speaker : rules.get(0);
        List<String> silent =
                rules.stream().filter(rule -> !rule.equals(speaking)).toList();
        for (Judged judged : same) {
            int place = findings.indexOf(judged);
            if (judged.rule().equals(speaking)) {
                findings.set(place, and(judged, silent));
            } else {
                findings.remove(place);
            }
        }
    }

    private static Judged and(Judged judged, List<String> silent) {
        Finding finding = judged.finding();
        int room = MessageLine.LONGEST - judged.line().length() - NOT_JUDGED.length();
        return new Judged(
                judged.rule(),
                judged.consequence(),
                finding.withMessage(finding.message() + NOT_JUDGED + named(silent, room)));
    }

    /** Returns at most three names, and fewer where the room is too small. */
    private static String named(List<String> rules, int room) {
        for (int shown = Math.min(NAMED, rules.size()); shown > 0; shown--) {
            String first = String.join(", ", rules.subList(0, shown));
            String named = shown == rules.size() ? first : first + " and " + (rules.size() - shown) + " more";
            if (named.length() <= room) {
                return named;
            }
        }
        return Count.of(rules.size(), "other rule");
    }
}
