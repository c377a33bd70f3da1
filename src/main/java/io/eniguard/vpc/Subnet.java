package io.eniguard.vpc;

import io.eniguard.net.Ipv4Cidr;
import io.eniguard.net.Zone;
import java.util.Map;
import java.util.Optional;

/**
 * A subnet, as EC2's DescribeSubnets describes it. Its VPC, block, zone and address family never change.
 *
 * @param cidr the IPv4 block; empty for a subnet with IPv6 addresses only, or if the block is unknown
 * @param condition the properties that can change
 * @param isIpv6Only whether the subnet has IPv6 addresses only
 */
public record Subnet(
        String id, Optional<String> vpcId, Optional<Ipv4Cidr> cidr, Zone zone, Condition condition, boolean isIpv6Only)
        implements Resource {

    /** Creates a subnet that may have IPv4 addresses. */
    public Subnet(String id, Optional<String> vpcId, Optional<Ipv4Cidr> cidr, Zone zone, Condition condition) {
        this(id, vpcId, cidr, zone, condition, false);
    }

    /**
     * The properties of a subnet that can change.
     *
     * @param state {@code available}, {@code pending}, {@code unavailable}, {@code failed} and so on; empty when unknown
     * @param freeAddresses the number of unused IPv4 addresses; addresses of stopped instances count as used
     */
    public record Condition(Optional<String> state, Optional<Integer> freeAddresses, Map<String, String> tags) {

        public Condition {
            tags = Map.copyOf(tags);
        }
    }

    public Subnet with(Zone other) {
        return new Subnet(id, vpcId, cidr, other, condition, isIpv6Only);
    }

    public Subnet with(Condition other) {
        return new Subnet(id, vpcId, cidr, zone, other, isIpv6Only);
    }

    /** Returns the form for messages, such as {@code subnet-0a1b… (100.64.0.0/19, us-west-2a)}. */
    @Override
    public String toString() {
        String block = cidr.map(Ipv4Cidr::toString).orElse(isIpv6Only ? "no IPv4 block" : "block unknown");
        return "%s (%s, %s)".formatted(id, block, zone);
    }
}
