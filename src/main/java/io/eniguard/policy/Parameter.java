package io.eniguard.policy;

import io.eniguard.net.CidrSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The parameters of rules that a policy can set, with the type and the meaning of each value. */
@SuppressWarnings("ImmutableEnumChecker") // the values are immutable
public enum Parameter {
    DENIED(
            "subnet-cidr",
            "denied",
            Type.CIDRS,
            CidrSet.RFC_1918,
            "the blocks that no pod subnet may overlap; the private address space of RFC 1918 by default"),
    PERMITTED(
            "subnet-cidr",
            "permitted",
            Type.CIDRS,
            CidrSet.EMPTY,
            "the blocks in which pod subnets are permitted although they overlap denied blocks"),
    RECOMMENDED(
            "subnet-cidr-recommended",
            "recommended",
            Type.CIDRS,
            Parameters.DEFAULT_RECOMMENDED,
            "the blocks for pod subnets; 100.64.0.0/10 and 198.19.0.0/16 by default"),
    MIN_FREE_ADDRESSES(
            "subnet-capacity",
            "minFreeAddresses",
            Type.NUMBER,
            null,
            "the minimum number of free addresses; by default what one new node of the largest type takes"),
    MIN_FREE_BLOCKS(
            "subnet-prefixes",
            "minFreeBlocks",
            Type.NUMBER,
            null,
            "the minimum number of free /28 blocks; by default what one new node of the largest type takes"),
    MAXIMUM(
            "security-groups",
            "maximum",
            Type.NUMBER,
            Parameters.DEFAULT_SECURITY_GROUPS_PER_INTERFACE,
            "the quota of security groups per network interface, 1 to 16; 5 by default"),
    HOST_NETWORK_PODS(
            "max-pods",
            "hostNetworkPods",
            Type.NUMBER,
            Parameters.DEFAULT_HOST_NETWORK_PODS,
            "the number of pods on each node that use the host's network; 2 by default"),
    SMALL_CEILING(
            "max-pods",
            "smallCeiling",
            Type.NUMBER,
            PodCeilings.DEFAULTS.small(),
            "the recommended maximum of pods on small nodes; 110 by default"),
    LARGE_CEILING(
            "max-pods",
            "largeCeiling",
            Type.NUMBER,
            PodCeilings.DEFAULTS.large(),
            "the recommended maximum of pods on large nodes; 250 by default"),
    LARGE_FROM_VCPUS(
            "max-pods",
            "largeFromVcpus",
            Type.NUMBER,
            PodCeilings.DEFAULTS.largeFromVcpus(),
            "the number of vCPUs from which a node is large; 31 by default"),
    IGNORED_ZONES(
            "zone-coverage",
            "ignoredZones",
            Type.ZONES,
            new Zones(Set.of()),
            "the names or ids of zones that need no ENIConfig; none by default");

    /** The type of a value. */
    public enum Type {
        /** A list of IPv4 CIDR blocks, as a {@link CidrSet}. */
        CIDRS,
        /** A whole number of 0 or more, as an {@link Integer}. */
        NUMBER,
        /** A list of zones, as {@link Zones}. */
        ZONES
    }

    /** @param namesOrIds names or ids of zones, such as {@code us-west-2d} and {@code usw2-az4} */
    public record Zones(Set<String> namesOrIds) {

        public Zones {
            namesOrIds = Set.copyOf(namesOrIds);
        }
    }

    private final String rule;
    private final String key;
    private final Type type;
    private final @Nullable Object otherwise;
    private final String meaning;

    Parameter(String rule, String key, Type type, @Nullable Object otherwise, String meaning) {
        this.rule = rule;
        this.key = key;
        this.type = type;
        this.otherwise = otherwise;
        this.meaning = meaning;
    }

    /** Returns the parameter of the rule with this name in policies; empty if there is none. */
    public static Optional<Parameter> of(String rule, String key) {
        return ofRule(rule).filter(parameter -> parameter.key.equals(key)).findFirst();
    }

    public static Stream<Parameter> ofRule(String rule) {
        return Stream.of(values()).filter(parameter -> parameter.rule.equals(rule));
    }

    /** The id of the rule that the parameter belongs to. */
    public String rule() {
        return rule;
    }

    /** The name of the parameter in policies. */
    public String key() {
        return key;
    }

    public Type type() {
        return type;
    }

    /** The default; empty if the rule then works out the value itself. */
    public Optional<Object> otherwise() {
        return Optional.ofNullable(otherwise);
    }

    /** The meaning of the value, as a noun phrase. */
    public String meaning() {
        return meaning;
    }
}
