package io.eniguard.maxpods;

/** What fills the slots of an interface beside its primary address: the CNI's setting {@code ENABLE_PREFIX_DELEGATION}. */
public enum Addressing {
    /** One secondary address a slot. */
    SECONDARY_ADDRESSES,
    /** One /28 a slot, that is 16 addresses, on types where the CNI does it; the others stay with secondary addresses. */
    PREFIXES
}
