package io.eniguard.policy;

/** The operation of a request, or {@link #EXISTS} if an object is judged without a request. */
public enum Operation {
    CREATE,
    UPDATE,
    /** An update of the subresource {@code status}. If the object is a node, this update can change labels and annotations too. */
    UPDATE_STATUS,
    DELETE,
    /** An audit of an object that already exists. The object is judged as it stands, without a patch. */
    EXISTS
}
