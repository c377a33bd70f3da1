package io.eniguard.maxpods;

/** The hypervisor of an instance type, as EC2 names it. */
public enum Hypervisor {
    NITRO,
    XEN,
    /** EC2 names no hypervisor, which is the case for bare metal and for two old types without data. */
    NONE
}
