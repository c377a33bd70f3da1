package io.eniguard.maxpods;

/** The hypervisor of an instance type, as EC2 names it. */
public enum Hypervisor {
    NITRO,
    XEN,
    /** EC2 names no hypervisor. This is the case for bare metal, and for two old types for which EC2 has no data. */
    NONE
}
