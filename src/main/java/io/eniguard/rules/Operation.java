package io.eniguard.rules;

/** The operation that a request asks for. */
public enum Operation {
    CREATE,
    UPDATE,
    /** An update of the subresource {@code status}. For nodes, this can change labels and annotations too. */
    UPDATE_STATUS,
    DELETE
}
