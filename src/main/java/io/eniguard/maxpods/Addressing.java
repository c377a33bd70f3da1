package io.eniguard.maxpods;

/** The contents of an interface's slots other than its primary address: the CNI's setting {@code ENABLE_PREFIX_DELEGATION}. */
public enum Addressing {
    /** One secondary address per slot. */
    SECONDARY_ADDRESSES,
    /** One /28 block per slot, which has 16 addresses. Types for which the CNI does not support prefixes keep using secondary addresses. */
    PREFIXES
}
