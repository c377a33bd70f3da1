package io.eniguard.review;

import io.eniguard.rules.Action;
import io.eniguard.rules.Finding;

/**
 * A finding with its consequence.
 *
 * @param rule id of the rule that found it
 */
public record Judged(String rule, Action action, Finding finding) {

    /** {@code [RULE-ID] what is wrong. Fix: what to do.} One line without control characters. */
    public String line() {
        return "[%s] %s. Fix: %s".formatted(rule, finding.message(), finding.fix());
    }
}
