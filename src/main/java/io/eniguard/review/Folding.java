package io.eniguard.review;

import io.eniguard.rules.Finding.Unknown;
import io.eniguard.text.Count;
import io.eniguard.world.Fact.Missing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Combines findings of several rules about the same missing fact. Only the rule that is responsible for the fact keeps its finding. If this
 * rule has no finding about the fact, the first rule with a finding about the fact keeps its finding. The remaining finding names the other
 * rules that could not judge the object, and has the strictest consequence of the combined findings.
 */
final class Folding {

    private static final Map<Missing, String> SPEAKER = Map.of(
            Missing.SUBNET,
            "subnet-exists",
            Missing.SECURITY_GROUPS,
            "security-groups",
            Missing.CNI,
            "node-eniconfig",
            Missing.RUNNING_CNI,
            "node-eniconfig",
            Missing.CNI_VARIABLE,
            "node-eniconfig");

    private static final int NAMED = 3;

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
                // An exempted finding keeps its exemption, and does not speak for rules that are not exempted.
                .filter(judged -> judged.consequence().exempted().isEmpty())
                .toList();
        List<String> rules = same.stream().map(Judged::rule).distinct().toList();
        if (rules.size() < 2) {
            return;
        }
        Consequence strictest = same.stream()
                .map(Judged::consequence)
                .max(Comparator.comparing(Consequence::action).thenComparing(Consequence::isWaived))
                .orElseThrow();
        String speaker = SPEAKER.getOrDefault(missing, rules.get(0));
        String speaking = rules.contains(speaker) ? speaker : rules.get(0);
        List<String> silent =
                rules.stream().filter(rule -> !rule.equals(speaking)).toList();
        for (Judged judged : same) {
            int place = findings.indexOf(judged);
            if (judged.rule().equals(speaking)) {
                findings.set(place, and(judged, strictest, silent));
            } else {
                findings.remove(place);
            }
        }
    }

    private static Judged and(Judged judged, Consequence consequence, List<String> silent) {
        Unknown unknown = (Unknown) judged.finding();
        for (int shown = Math.min(NAMED, silent.size()); shown > 0; shown--) {
            Judged longer = new Judged(judged.rule(), consequence, unknown.withNotJudged(named(silent, shown)));
            if (!longer.isCut()) {
                return longer;
            }
        }
        String count = Count.of(silent.size(), "other rule");
        Judged counted = new Judged(judged.rule(), consequence, unknown.withNotJudged(count));
        return counted.isCut() ? new Judged(judged.rule(), consequence, unknown) : counted;
    }

    private static String named(List<String> rules, int shown) {
        String first = String.join(", ", rules.subList(0, shown));
        return shown == rules.size() ? first : first + " and " + (rules.size() - shown) + " more";
    }
}
