package io.eniguard.review;

import io.eniguard.rules.Action;
import io.eniguard.rules.Finding;
import io.eniguard.text.PlainText;

/**
 * A finding with its consequence.
 *
 * @param rule id of the rule that found it
 */
public record Judged(String rule, Action action, Finding finding) {

    /** {@code [RULE-ID] what is wrong. Fix: what to do.} One line without control characters. */
    public String line() {
        // A warning with a control character would be dropped by the API server without a word.
        return PlainText.oneLine("[%s] %s. Fix: %s".formatted(rule, finding.message(), finding.fix()));
    }
}
