package io.eniguard.demo.script;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What must come of a step.
 *
 * @param rules the rules that speak, all of them, in order of id
 * @param patch a part of what eniguard writes into the object; empty when it must leave the object as it is
 */
public record Expected(StepVerdict verdict, List<String> rules, Optional<String> patch) {

    public Expected {
        rules = List.copyOf(new TreeSet<>(rules));
    }

    /** How the outcome differs; empty when it doesn't. */
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
