package io.eniguard.audit;

import io.eniguard.cluster.ObjectId;
import io.eniguard.tree.Place;

/**
 * An object that could not be judged. The failure is a bug in eniguard, unless the object is nested too deeply for the stack.
 *
 * @param cause a {@link StackOverflowError}, or another exception or error that eniguard threw while it judged the object
 */
public record AuditFailure(ObjectId id, Place place, Throwable cause) {

    /** Returns whether the object is nested too deeply. */
    public boolean isTooDeep() {
        return cause instanceof StackOverflowError;
    }

    IllegalStateException toException() {
        return new IllegalStateException("%s: %s could not be judged: %s".formatted(place, id.shown(), cause), cause);
    }
}
