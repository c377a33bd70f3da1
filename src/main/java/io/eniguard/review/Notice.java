package io.eniguard.review;

/**
 * A message to the requester about a change that eniguard made to the object. A notice is not a finding: it does not affect the decision
 * and is not part of reports.
 *
 * @param rule the id of the rule whose mutating half made the change
 * @param message the description of the change, as one line without the rule's id
 * @param fix the way to make the change unnecessary, as one line that follows {@code Fix: }
 */
public record Notice(String rule, String message, String fix) {

    /** Returns the notice in the same form as a finding, on one line without control characters. */
    public String line() {
        return Judged.line(rule, message, fix);
    }
}
