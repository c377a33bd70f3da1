package io.eniguard.review;

import io.eniguard.rules.Action;
import io.eniguard.rules.Finding;
import java.util.regex.Pattern;

/**
 * A finding with its consequence.
 *
 * @param rule id of the rule that found it
 */
public record Judged(String rule, Action action, Finding finding) {

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    /** {@code [RULE-ID] what is wrong. Fix: what to do.} One line without control characters. */
    public String line() {
        // A warning with a control character would be dropped by the API server without a word.
        return CONTROL.matcher("[%s] %s. Fix: %s".formatted(rule, finding.message(), finding.fix()))
                .replaceAll(" ");
    }
}
