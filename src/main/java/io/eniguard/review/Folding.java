package io.eniguard.review;

import io.eniguard.rules.Finding.Unknown;
import io.eniguard.world.Fact.Missing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Tells a missing fact once: the rule whose subject it is speaks, and names the rules that could not judge. */
final class Folding {

    private static final Map<Missing, String> SPEAKER = Map.of(
            Missing.SUBNET, "subnet-exists", Missing.SECURITY_GROUPS, "security-groups", Missing.CNI, "node-eniconfig");

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
                .toList();
        List<String> rules = same.stream().map(Judged::rule).distinct().toList();
        if (rules.size() < 2) {
            return;
        }
        String speaker = SPEAKER.getOrDefault(missing, rules.get(0));
        String speaking = rules.contains(speaker) ? speaker : rules.get(0);
        String silent =
                named(rules.stream().filter(rule -> !rule.equals(speaking)).toList());
        for (Judged judged : same) {
            int place = findings.indexOf(judged);
            if (judged.rule().equals(speaking)) {
                findings.set(
                        place, new Judged(judged.rule(), judged.action(), and((Unknown) judged.finding(), silent)));
            } else {
                findings.remove(place);
            }
        }
    }

    private static Unknown and(Unknown unknown, String silent) {
        return new Unknown(
                unknown.field(),
                unknown.message() + "; not judged: " + silent,
                unknown.fix(),
                unknown.about(),
                unknown.atMost());
    }

    private static String named(List<String> rules) {
        String first = rules.stream().limit(NAMED).collect(Collectors.joining(", "));
        return rules.size() <= NAMED ? first : first + " and " + (rules.size() - NAMED) + " more";
    }
}
