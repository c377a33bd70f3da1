package io.eniguard.policy;

import io.eniguard.text.PlainText;

/**
 * A mistake in a policy. All texts are on one line.
 *
 * @param field the path of the wrong or missing field, such as {@code spec.rules[2].parameters.permitted[0]}
 * @param message the problem, with the value
 * @param fix what would be right
 */
public record PolicyFault(String field, String message, String fix) {

    private static final int LONGEST_FIELD = 100;
    private static final int LONGEST_MESSAGE = 160;
    private static final int LONGEST_FIX = 100;

    public PolicyFault {
        field = PlainText.oneLine(field);
        message = PlainText.oneLine(message);
        fix = PlainText.oneLine(fix);
    }

    /** Returns the problem for a finding, which has to be short. It begins with the path. */
    public String shortMessage() {
        return PlainText.cut(field, LONGEST_FIELD) + ": " + PlainText.cut(message, LONGEST_MESSAGE);
    }

    /** Returns the fix for a finding, which has to be short. */
    public String shortFix() {
        return PlainText.cut(fix, LONGEST_FIX);
    }

    /** Returns the fault on one line: {@code FIELD: message. Fix: fix}. */
    @Override
    public String toString() {
        return field + ": " + message + ". Fix: " + fix;
    }
}
