package io.eniguard.maxpods;

/** What EC2 calls the hypervisor of an instance type. */
public enum Hypervisor {
    NITRO,
    XEN,
    /** EC2 names none: bare metal, and two types so old that nothing is told of them. */
    NONE
}
