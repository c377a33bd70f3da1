package io.eniguard.maxpods;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An EC2 instance type, with the properties that determine the number of pods and their addresses.
 *
 * @param name the name as EC2 spells it: a family, a dot and a size, such as {@code m5.large}
 * @param limits the limits on the network interfaces of the type
 * @param vcpus the default number of vCPUs; empty if unknown
 * @param memoryMib the size of the memory in MiB; empty if unknown
 * @param architecture {@code amd64} or {@code arm64}, the values of the node label {@code kubernetes.io/arch}; empty if unknown
 */
public record InstanceType(
        String name,
        InterfaceLimits limits,
        Hypervisor hypervisor,
        boolean bareMetal,
        OptionalInt vcpus,
        OptionalInt memoryMib,
        Optional<String> architecture) {

    // Karpenter splits names for its labels in the same way: karpenter-provider-aws,
    // pkg/providers/instancetype/types.go.
    private static final Pattern FAMILY = Pattern.compile("(?<category>[a-z]+)(-\\d+tb)?(?<generation>\\d+).*");

    /** @throws IllegalArgumentException if the name is not a family and a size separated by one dot */
    public InstanceType {
        int dot = name.indexOf('.');
        if (dot <= 0 || dot == name.length() - 1 || dot != name.lastIndexOf('.')) {
            throw new IllegalArgumentException("not a family and a size, like m5.large: " + name);
        }
    }

    /** The number of interfaces on the default network card, including the primary one. */
    public int enis() {
        return limits.enis();
    }

    /** The number of IPv4 addresses of each interface, including its primary address. */
    public int ipv4PerEni() {
        return limits.ipv4PerEni();
    }

    /** Whether the CNI keeps one interface for the trunk of pod ENIs if these are on. */
    public boolean takesTrunk() {
        return limits.takesTrunk();
    }

    /** The name up to the dot, such as {@code c7i-flex} for {@code c7i-flex.large}. */
    public String family() {
        return name.substring(0, name.indexOf('.'));
    }

    /** The name after the dot, such as {@code metal-24xl} for {@code c7i.metal-24xl}. */
    public String size() {
        return name.substring(name.indexOf('.') + 1);
    }

    /** The letters at the start of the family, as in Karpenter's label, such as {@code c} for {@code c7i-flex}; empty if there are none. */
    public Optional<String> category() {
        Matcher matcher = FAMILY.matcher(family());
        return matcher.matches() ? Optional.of(matcher.group("category")) : Optional.empty();
    }

    /** The first number in the family, as in Karpenter's label, such as 7 for {@code c7i-flex}; empty if there is none. */
    public OptionalInt generation() {
        Matcher matcher = FAMILY.matcher(family());
        return matcher.matches() ? OptionalInt.of(Integer.parseInt(matcher.group("generation"))) : OptionalInt.empty();
    }

    /**
     * Whether the CNI assigns /28 prefixes to this type if prefix delegation is on. EC2 names no hypervisor for bare metal, so AWS's
     * max-pods-calculator.sh assumes that bare metal gets no prefixes. The CNI assigns prefixes to bare metal nevertheless:
     * amazon-vpc-cni-k8s, pkg/awsutils/awsutils.go, IsPrefixDelegationSupported.
     */
    public boolean takesPrefixes() {
        return hypervisor == Hypervisor.NITRO || bareMetal;
    }
}
