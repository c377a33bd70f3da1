package io.eniguard.review;

import io.eniguard.policy.Action;
import io.eniguard.rules.Finding;
import io.eniguard.text.MessageLine;
import io.eniguard.text.PlainText;

/**
 * A finding with its consequence.
 *
 * @param rule the id of the rule that reported the finding
 */
public record Judged(String rule, Consequence consequence, Finding finding) {

    private static final String WAIVED = "would be refused: ";

    /** The minimum length of a shortened message, so that it still contains the subject of the finding. */
    private static final int SHORTEST_MESSAGE = 60;

    public Action action() {
        return consequence.action();
    }

    boolean isWaived() {
        return consequence.isWaived();
    }

    boolean isOff() {
        return consequence.action() == Action.OFF;
    }

    /**
     * Returns {@code [RULE-ID] message. Fix: fix} on one line without control characters. A message is shortened at its end if the line
     * would be longer than 240 characters. The fix is never shortened. If the refusal is waived, the message begins with "would be
     * refused", so that users of {@code --warn-only} can see what would be refused without this option.
     */
    public String line() {
        return line(rule, message(), finding.fix());
    }

    /** Returns whether the message is shortened in {@link #line}. */
    public boolean isCut() {
        return !line().equals(whole(rule, message(), finding.fix()));
    }

    private String message() {
        return (consequence.isWaived() ? WAIVED : "") + finding.message();
    }

    static String line(String rule, String message, String fix) {
        String whole = whole(rule, message, fix);
        int excess = whole.length() - MessageLine.LONGEST;
        String plain = PlainText.oneLine(message);
        return excess <= 0
                ? whole
                : whole(rule, PlainText.cut(plain, Math.max(SHORTEST_MESSAGE, plain.length() - excess)), fix);
    }

    // Control characters are removed, because the API server drops warnings that contain them.
    private static String whole(String rule, String message, String fix) {
        return PlainText.oneLine("[%s] %s. Fix: %s".formatted(rule, message, fix));
    }
}
