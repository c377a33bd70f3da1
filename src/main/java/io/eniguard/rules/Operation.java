package io.eniguard.rules;

/** The operation of a request. */
public enum Operation {
    CREATE,
    UPDATE,
    /** An update of the subresource {@code status}. If the object is a node, this update can change labels and annotations too. */
    UPDATE_STATUS,
    DELETE
}
