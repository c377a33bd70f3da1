package io.eniguard.review;

import io.eniguard.rules.Action;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Rule;
import io.eniguard.text.PlainText;
import io.eniguard.world.World;

/**
 * A finding with its consequence.
 *
 * @param rule id of the rule that found it
 */
public record Judged(String rule, Consequence consequence, Finding finding) {

    private static final String WAIVED = "would be refused: ";

    static <T> Judged of(Finding finding, Rule<T> rule, Change<T> change, World world) {
        return new Judged(rule.about().id(), Consequence.of(finding, rule, change, world), finding);
    }

    public Action action() {
        return consequence.action();
    }

    /**
     * Returns {@code [RULE-ID] what is wrong. Fix: what to do.} on one line without control characters. A finding whose refusal was waived
     * says so, so that the users of {@code --warn-only} can see when nothing would be refused any more.
     */
    public String line() {
        return line(rule, (consequence.isWaived() ? WAIVED : "") + finding.message(), finding.fix());
    }

    static String line(String rule, String message, String fix) {
        // The API server drops a warning with a control character without a word.
        return PlainText.oneLine("[%s] %s. Fix: %s".formatted(rule, message, fix));
    }
}
