package io.eniguard.review;

/**
 * A change that eniguard made to the object, which whoever wrote the object should know of. A notice is no finding: it counts neither for
 * the decision nor in reports.
 *
 * @param rule id of the rule whose mutating half made the change
 * @param message the change; one line without the rule's id
 * @param fix what makes the change unnecessary next time; one line that goes on from "Fix: "
 */
public record Notice(String rule, String message, String fix) {

    /** Returns the notice in the form that findings have, on one line without control characters. */
    public String line() {
        return Judged.line(rule, message, fix);
    }
}
