package io.eniguard.policy;

import io.eniguard.net.CidrSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The parameters of rules that a policy can set, with the type and the meaning of each value. */
public enum Parameter {
    DENIED("subnet-cidr", "denied", Type.CIDRS, "the blocks that no pod subnet may overlap"),
    PERMITTED("subnet-cidr", "permitted", Type.CIDRS, "the blocks in which pod subnets are permitted all the same"),
    RECOMMENDED("subnet-cidr-recommended", "recommended", Type.CIDRS, "the blocks for pod subnets"),
    MIN_FREE_ADDRESSES(
            "subnet-capacity", "minFreeAddresses", Type.NUMBER, "the least number of free addresses of a pod subnet"),
    MIN_FREE_BLOCKS(
            "subnet-prefixes", "minFreeBlocks", Type.NUMBER, "the least number of free /28 blocks of a pod subnet"),
    MAXIMUM("security-groups", "maximum", Type.NUMBER, "the quota of security groups per network interface, 1 to 16"),
    HOST_NETWORK_PODS(
            "max-pods", "hostNetworkPods", Type.NUMBER, "the number of pods of each node that need no address"),
    SMALL_CEILING("max-pods", "smallCeiling", Type.NUMBER, "the recommended maximum of pods on small nodes"),
    LARGE_CEILING("max-pods", "largeCeiling", Type.NUMBER, "the recommended maximum of pods on large nodes"),
    LARGE_FROM_VCPUS("max-pods", "largeFromVcpus", Type.NUMBER, "the number of vCPUs from which a node is large"),
    IGNORED_ZONES("zone-coverage", "ignoredZones", Type.ZONES, "the names or ids of zones that need no ENIConfig");

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
    private final String meaning;

    Parameter(String rule, String key, Type type, String meaning) {
        this.rule = rule;
        this.key = key;
        this.type = type;
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

    /** The meaning of the value, as a noun phrase. */
    public String meaning() {
        return meaning;
    }
}
