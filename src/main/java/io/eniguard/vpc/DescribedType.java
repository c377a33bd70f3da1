package io.eniguard.vpc;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * An instance type, as EC2's DescribeInstanceTypes tells it.
 *
 * @param enis interfaces on the default network card: the CNI gives pods those alone
 * @param ipv4PerEni addresses of each, the interface's own counted
 * @param hypervisor {@code nitro} or {@code xen}; empty for bare metal
 * @param architecture as EC2 spells it, {@code x86_64} or {@code arm64}
 */
public record DescribedType(
        String name,
        int enis,
        int ipv4PerEni,
        int networkCards,
        Optional<String> hypervisor,
        boolean isBareMetal,
        OptionalInt vcpus,
        Optional<String> architecture) {}
