package io.eniguard.demo.script;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What came of a step.
 *
 * @param lines what eniguard says, one finding each; for {@link Verdict#ERROR} why there is no answer of eniguard's
 * @param patch what eniguard wrote into the object, in words
 */
public record Outcome(Verdict verdict, List<String> lines, Optional<String> patch) {

    private static final Pattern FINDING = Pattern.compile("^\\[([a-z0-9-]+)] ");

    public Outcome {
        lines = List.copyOf(lines);
    }

    /** @param warnings all that the API server handed on; what is no finding of eniguard's is left out */
    public static Outcome allowed(List<String> warnings, Optional<String> patch) {
        List<String> findings =
                warnings.stream().filter(line -> FINDING.matcher(line).find()).toList();
        return new Outcome(findings.isEmpty() ? Verdict.ALLOW : Verdict.WARN, findings, patch);
    }

    public static Outcome denied(String message) {
        return new Outcome(Verdict.DENY, message.lines().toList(), Optional.empty());
    }

    public static Outcome error(String reason) {
        return new Outcome(Verdict.ERROR, List.of(reason), Optional.empty());
    }

    /** The ids of the rules that speak, in order. */
    public List<String> rules() {
        TreeSet<String> rules = new TreeSet<>();
        lines.stream().flatMap(Outcome::rule).forEach(rules::add);
        return List.copyOf(rules);
    }

    private static Stream<String> rule(String line) {
        Matcher finding = FINDING.matcher(line);
        return finding.find() ? Stream.of(finding.group(1)) : Stream.empty();
    }
}
