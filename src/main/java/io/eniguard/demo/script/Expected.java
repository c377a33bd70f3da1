package io.eniguard.demo.script;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The expected outcome of a step.
 *
 * @param rules all rules with a finding, in order of id
 * @param patch a text that the description of the change must contain; empty if eniguard must not change the object
 * @param exempted a text that the audit annotation about exemptions must contain; empty if no finding may be exempted
 */
public record Expected(StepVerdict verdict, List<String> rules, Optional<String> patch, Optional<String> exempted) {

    public Expected {
        rules = List.copyOf(new TreeSet<>(rules));
    }

    /** Returns the difference between the actual outcome and the expected one, in words; empty if there is none. */
    public Optional<String> difference(StepOutcome outcome) {
        boolean asExpected = outcome.verdict() == verdict
                && outcome.rules().equals(rules)
                && isPartOf(patch, outcome.patch())
                && isPartOf(exempted, outcome.exempted());
        return asExpected
                ? Optional.empty()
                : Optional.of("expected %s, got %s"
                        .formatted(
                                described(verdict, rules, patch, exempted),
                                described(outcome.verdict(), outcome.rules(), outcome.patch(), outcome.exempted())));
    }

    private static boolean isPartOf(Optional<String> part, Optional<String> whole) {
        return part.isPresent() == whole.isPresent() && whole.orElse("").contains(part.orElse(""));
    }

    private static String described(
            StepVerdict verdict, List<String> rules, Optional<String> patch, Optional<String> exempted) {
        return verdict.word()
                + (rules.isEmpty() ? "" : " by " + String.join(", ", rules))
                + patch.map(text -> " with the patch \"" + text + "\"").orElse("")
                + exempted.map(text -> " with the exemption \"" + text + "\"").orElse("");
    }
}
