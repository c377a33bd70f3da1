package io.eniguard.maxpods;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An EC2 instance type, as far as pods and their addresses depend on it.
 *
 * @param name as EC2 spells it: {@code m5.large}, family and size
 * @param limits of its network interfaces
 * @param vcpus by default; empty when unknown
 * @param architecture as the node label {@code kubernetes.io/arch} has it, {@code amd64} or {@code arm64}; empty when unknown
 */
public record InstanceType(
        String name,
        InterfaceLimits limits,
        Hypervisor hypervisor,
        boolean bareMetal,
        OptionalInt vcpus,
        Optional<String> architecture) {

    // How Karpenter takes a name apart for its labels: karpenter-provider-aws, pkg/providers/instancetype/types.go.
    private static final Pattern FAMILY = Pattern.compile("(?<category>[a-z]+)(-\\d+tb)?(?<generation>\\d+).*");

    /** @throws IllegalArgumentException when the name is not a family and a size with one dot between */
    public InstanceType {
        int dot = name.indexOf('.');
        if (dot <= 0 || dot == name.length() - 1 || dot != name.lastIndexOf('.')) {
            throw new IllegalArgumentException("not a family and a size, like m5.large: " + name);
        }
    }

    /** Interfaces on the default network card, the primary one counted. */
    public int enis() {
        return limits.enis();
    }

    /** IPv4 addresses of each interface, its own primary address counted. */
    public int ipv4PerEni() {
        return limits.ipv4PerEni();
    }

    /** The name up to the dot: {@code c7i-flex} of {@code c7i-flex.large}. */
    public String family() {
        return name.substring(0, name.indexOf('.'));
    }

    /** The name after the dot: {@code metal-24xl} of {@code c7i.metal-24xl}. */
    public String size() {
        return name.substring(name.indexOf('.') + 1);
    }

    /** The letters that the family starts with, as Karpenter labels them: {@code c} of {@code c7i-flex}. Empty where it finds none. */
    public Optional<String> category() {
        Matcher matcher = FAMILY.matcher(family());
        return matcher.matches() ? Optional.of(matcher.group("category")) : Optional.empty();
    }

    /** The family's first number, as Karpenter labels it: 7 of {@code c7i-flex}. Empty where it finds none. */
    public OptionalInt generation() {
        Matcher matcher = FAMILY.matcher(family());
        return matcher.matches() ? OptionalInt.of(Integer.parseInt(matcher.group("generation"))) : OptionalInt.empty();
    }

    /**
     * Whether the CNI gives /28 prefixes to this type when it is told to. AWS's max-pods-calculator.sh says no for bare
     * metal, since EC2 names no hypervisor there; the CNI itself says yes: amazon-vpc-cni-k8s, pkg/awsutils/awsutils.go,
     * IsPrefixDelegationSupported.
     */
    public boolean takesPrefixes() {
        return hypervisor == Hypervisor.NITRO || bareMetal;
    }
}
