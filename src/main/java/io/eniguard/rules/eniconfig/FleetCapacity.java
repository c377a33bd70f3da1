package io.eniguard.rules.eniconfig;

import static io.eniguard.policy.Action.AUDIT;

import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.CniVariables;
import io.eniguard.cluster.EniConfig;
import io.eniguard.net.CidrSet;
import io.eniguard.net.Ipv4Cidr;
import io.eniguard.rules.About;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Rule;
import io.eniguard.vpc.CidrReservation;
import io.eniguard.vpc.Subnet;
import io.eniguard.world.World;
import java.util.List;
import java.util.Optional;

/**
 * Compares the size of the subnet with the number of addresses that all its nodes can take. The rule reads the instance types and the
 * max-pods of the nodes, the settings of the CNI, and the block and the reservations of the subnet. The addresses that are in use now do
 * not matter.
 */
public final class FleetCapacity implements Rule<EniConfig> {

    private static final About ABOUT = About.of("fleet-capacity", AUDIT)
            .says(
                    "The subnet has enough addresses for all nodes that use it, even if each node runs as many pods as it can")
            .because("""
                    Each node takes addresses for its pods and a warm stock from its pod subnet. If the nodes of a subnet can
                    together take more addresses than it has, the subnet runs out of addresses in the busiest hour, and new pods
                    wait. Nodes of unknown instance types are not counted.
                    """)
            .source("https://github.com/aws/amazon-vpc-cni-k8s/blob/master/docs/eni-and-ip-target.md");

    // EC2 reserves the first four addresses and the last address: VPC user guide, "Subnet sizing".
    private static final int RESERVED_BY_EC2 = 5;

    @Override
    public About about() {
        return ABOUT;
    }

    @Override
    public Optional<String> reads(EniConfig object, World world) {
        return object.subnetId();
    }

    @Override
    public List<Finding> check(Change<EniConfig> change, World world) {
        EniConfig config = change.object();
        return NamedSubnet.check(
                        config,
                        world,
                        "%s has room for all its nodes",
                        subnet -> subnet.cidr()
                                .map(cidr -> judge(config, subnet, cidr, world))
                                .orElse(List.of()))
                .stream()
                .map(finding -> finding.atMost(AUDIT))
                .toList();
    }

    private static List<Finding> judge(EniConfig config, Subnet subnet, Ipv4Cidr cidr, World world) {
        return ServedNodes.check(
                config, world, NamedSubnet.FIELD, subnet.id() + " has room for all its nodes", nodes -> {
                    CniSettings cni = world.cni().orElse(CniSettings.assumedDefaults());
                    Fleet fleet = Fleet.of(config, cni, world);
                    long usable = usable(subnet, cidr, fleet.prefixes() > 0, world);
                    return fleet.addresses() <= usable ? List.of() : List.of(tooSmall(subnet, usable, fleet, cni));
                });
    }

    /** Returns the number of addresses that EC2 can assign to interfaces, whether or not they are in use now. */
    private static long usable(Subnet subnet, Ipv4Cidr cidr, boolean usesPrefixes, World world) {
        CidrSet reserved = CidrSet.of(world.vpc().reservationsOf(subnet.id()).orElse(List.of()).stream()
                .filter(reservation -> reservation.isExplicit() || !usesPrefixes)
                .map(CidrReservation::cidr)
                .toList());
        long left = CidrSet.of(cidr).subtract(reserved).blocks().stream()
                .mapToLong(Ipv4Cidr::size)
                .sum();
        return Math.max(left - RESERVED_BY_EC2, 0);
    }

    private static Finding tooSmall(Subnet subnet, long usable, Fleet fleet, CniSettings cni) {
        boolean isSet = cni.environment().number(CniVariables.WARM_IP_TARGET).orElse(0) > 0;
        return new Violation(
                NamedSubnet.FIELD,
                "%s has %d usable addresses, but %s can take %s%d"
                        .formatted(subnet, usable, fleet.inWords(), fleet.atLeast(), fleet.addresses()),
                "%s WARM_IP_TARGET and MINIMUM_IP_TARGET, or use larger subnets".formatted(isSet ? "lower" : "set"));
    }
}
