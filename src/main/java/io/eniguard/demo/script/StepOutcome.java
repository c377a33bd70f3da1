package io.eniguard.demo.script;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The outcome of a step.
 *
 * @param lines the findings of eniguard, one per line; for {@link StepVerdict#ERROR}, the reason why there are no findings
 * @param patch the change that eniguard made to the object, in words; empty if there is none
 * @param exempted eniguard's audit annotation {@code exempted}, such as {@code has-owner by tags until 2026-12-14}; empty if there is none
 */
public record StepOutcome(StepVerdict verdict, List<String> lines, Optional<String> patch, Optional<String> exempted) {

    private static final Pattern FINDING = Pattern.compile("^(?:[^\\[]*: )?\\[([a-z0-9-]+)] ");

    public StepOutcome {
        lines = List.copyOf(lines);
    }

    /** @param warnings all warnings in the response; warnings that do not come from eniguard are ignored */
    public static StepOutcome allowed(List<String> warnings, Optional<String> patch) {
        List<String> findings =
                warnings.stream().filter(line -> FINDING.matcher(line).find()).toList();
        return new StepOutcome(
                findings.isEmpty() ? StepVerdict.ALLOW : StepVerdict.WARN, findings, patch, Optional.empty());
    }

    public static StepOutcome denied(String message) {
        return new StepOutcome(StepVerdict.DENY, message.lines().toList(), Optional.empty(), Optional.empty());
    }

    public static StepOutcome error(String reason) {
        return new StepOutcome(StepVerdict.ERROR, List.of(reason), Optional.empty(), Optional.empty());
    }

    /** @param annotation the audit annotation; empty if the answer has none */
    public StepOutcome withExempted(Optional<String> annotation) {
        return new StepOutcome(verdict, lines, patch, annotation);
    }

    /** Returns the ids of the rules with a finding, in alphabetical order and without duplicates. */
    public List<String> rules() {
        TreeSet<String> rules = new TreeSet<>();
        lines.stream().flatMap(StepOutcome::rule).forEach(rules::add);
        return List.copyOf(rules);
    }

    private static Stream<String> rule(String line) {
        Matcher finding = FINDING.matcher(line);
        return finding.find() ? Stream.of(finding.group(1)) : Stream.empty();
    }
}
