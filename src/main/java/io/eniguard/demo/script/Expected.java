package io.eniguard.demo.script;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The expected outcome of a step.
 *
 * @param rules all rules with a finding, in order of id
 * @param patch a text that the description of the change must contain; empty if eniguard must not change the object
 */
public record Expected(StepVerdict verdict, List<String> rules, Optional<String> patch) {

    public Expected {
        rules = List.copyOf(new TreeSet<>(rules));
    }

    /** Returns the difference between the actual outcome and the expected one, in words; empty if there is none. */
    public Optional<String> difference(StepOutcome outcome) {
        boolean asExpected = outcome.verdict() == verdict
                && outcome.rules().equals(rules)
                && (patch.isPresent()
                        ? outcome.patch()
                                .filter(text -> text.contains(patch.get()))
                                .isPresent()
                        : outcome.patch().isEmpty());
        return asExpected
                ? Optional.empty()
                : Optional.of("expected %s, got %s"
                        .formatted(
                                described(verdict, rules, patch),
                                described(outcome.verdict(), outcome.rules(), outcome.patch())));
    }

    private static String described(StepVerdict verdict, List<String> rules, Optional<String> patch) {
        return verdict.word()
                + (rules.isEmpty() ? "" : " by " + String.join(", ", rules))
                + patch.map(text -> " with the patch \"" + text + "\"").orElse("");
    }
}
