package io.eniguard.rules;

/** What is about to happen to an object. */
public enum Operation {
    CREATE,
    UPDATE,
    /** An UPDATE of the subresource {@code status}, which for nodes can change labels and annotations too. */
    UPDATE_STATUS,
    DELETE
}
