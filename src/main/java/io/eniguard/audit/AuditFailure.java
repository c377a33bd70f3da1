package io.eniguard.audit;

import io.eniguard.cluster.ObjectId;
import io.eniguard.tree.Place;

/** An object on which a rule failed. That is a mistake in the program, never in the object. */
public record AuditFailure(ObjectId id, Place place, RuntimeException cause) {

    IllegalStateException toException() {
        return new IllegalStateException("%s: %s could not be judged: %s".formatted(place, id.shown(), cause), cause);
    }
}
