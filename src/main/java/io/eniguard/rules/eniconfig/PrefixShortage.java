package io.eniguard.rules.eniconfig;

import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Unknown;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Given;
import io.eniguard.vpc.AddressUse;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.Subnet;
import io.eniguard.world.Fact.Missing;
import io.eniguard.world.World;
import java.util.List;

/** The findings about a subnet with too few /28 blocks for prefixes. */
record PrefixShortage(Subnet subnet, World world) {

    private static final String FIX = "name another subnet of the zone, or run aws ec2 create-subnet-cidr-reservation";

    private static final AddressUse UNUSED = AddressUse.of(List.of());

    /** Returns the number of blocks that EC2 could assign if no address were in use. */
    long most() {
        return UNUSED.freePrefixes(subnet, world.vpc().keptFromPrefixes(subnet)).orElse(Long.MAX_VALUE);
    }

    /** Reports that the subnet has too few free blocks. */
    Finding of(BlockDemand demand, long free) {
        return new Violation(
                NamedSubnet.FIELD,
                "%s has %s%s (%s); %s"
                        .formatted(
                                subnet.id(),
                                blocks(free, isReserved() ? "usable" : "free"),
                                subnet.condition()
                                        .freeAddresses()
                                        .map(addresses -> ", although %d addresses are free".formatted(addresses))
                                        .orElse(""),
                                world.provenance(Part.INTERFACES),
                                demand.inWords()),
                FIX);
    }

    /** Reports that the subnet has too few free blocks if prefix delegation is on. */
    Finding perhapsOf(BlockDemand demand, long free) {
        return new Unknown(
                NamedSubnet.FIELD,
                "unknown whether %s has room for a node".formatted(subnet.id()),
                "the subnet has %s, but %s if prefix delegation is on"
                        .formatted(blocks(free, "free"), demand.inWords()),
                Given.AWS_NODE,
                Missing.OTHER);
    }

    /** Reports that the subnet would have too few blocks even if no address were in use. */
    Finding ofSize(BlockDemand demand) {
        return new Violation(
                NamedSubnet.FIELD,
                "%s has room for %s, but %s"
                        .formatted(subnet, blocks(most(), isReserved() ? "usable" : "aligned"), demand.inWords()),
                "name another subnet of the zone with more room");
    }

    /**
     * Reports that the subnet has too few free blocks for all its nodes.
     *
     * @param missing the number of blocks that the nodes can take in addition to their present blocks
     */
    Finding of(Fleet fleet, long missing, long free) {
        return new Violation(
                NamedSubnet.FIELD,
                "%s has %s (%s), but %s can take %s%d more"
                        .formatted(
                                subnet.id(),
                                blocks(free, "free"),
                                world.provenance(Part.INTERFACES),
                                fleet.inWords(),
                                fleet.atLeast(),
                                missing),
                FIX);
    }

    private boolean isReserved() {
        return !world.vpc().keptFromPrefixes(subnet).isEmpty();
    }

    private static String blocks(long number, String state) {
        return "%s %s /28 block%s".formatted(number == 0 ? "no" : String.valueOf(number), state, number > 1 ? "s" : "");
    }
}
