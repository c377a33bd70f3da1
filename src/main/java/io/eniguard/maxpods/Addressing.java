package io.eniguard.maxpods;

/**
 * The kind of addresses that the CNI assigns to an interface for pods. An interface has a fixed number of slots for them. The CNI's setting
 * is {@code ENABLE_PREFIX_DELEGATION}.
 */
public enum Addressing {
    /** One secondary address per slot. */
    SECONDARY_ADDRESSES,
    /** One /28 block of 16 addresses per slot. Instance types for which the CNI does not support prefixes get secondary addresses. */
    PREFIXES
}
