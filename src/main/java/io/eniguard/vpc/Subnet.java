package io.eniguard.vpc;

import io.eniguard.net.Ipv4Cidr;
import io.eniguard.net.Zone;
import java.util.Map;
import java.util.Optional;

/**
 * A subnet, as EC2's DescribeSubnets tells it.
 *
 * @param cidr empty for an IPv6-only subnet; never changes, like {@code vpcId} and {@code zone}
 * @param condition what may change while the subnet exists
 */
public record Subnet(String id, Optional<String> vpcId, Optional<Ipv4Cidr> cidr, Zone zone, Condition condition)
        implements Resource {

    /**
     * @param state {@code available}, {@code pending}, {@code unavailable}, {@code failed} and so on; empty when not told
     * @param freeAddresses unused IPv4 addresses; those of stopped instances count as used
     */
    public record Condition(Optional<String> state, Optional<Integer> freeAddresses, Map<String, String> tags) {

        public Condition {
            tags = Map.copyOf(tags);
        }
    }

    /** {@code subnet-0a1b… (100.64.0.0/19, us-west-2a)}: how messages name it. */
    @Override
    public String toString() {
        return "%s (%s, %s)".formatted(id, cidr.map(Ipv4Cidr::toString).orElse("no IPv4 block"), zone);
    }
}
