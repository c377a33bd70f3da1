package io.eniguard.vpc;

import io.eniguard.net.Ipv4Cidr;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A route table, as EC2's DescribeRouteTables tells it.
 *
 * @param associations whom it serves
 * @param routes in the order in which EC2 tells them
 */
public record RouteTable(String id, Optional<String> vpcId, List<Association> associations, List<Route> routes)
        implements Resource {

    public RouteTable {
        associations = List.copyOf(associations);
        routes = List.copyOf(routes);
    }

    /**
     * @param isMain it serves the subnets of the VPC that no table is associated with
     * @param subnetId empty for the main table, and where a gateway is served
     * @param state empty when not told
     */
    public record Association(boolean isMain, Optional<String> subnetId, Optional<String> state) {

        // API_RouteTableAssociationState of the EC2 API reference, read in August 2026.
        private static final Set<String> IN_FORCE = Set.of("associated", "associating");

        public boolean isInForce() {
            return state.map(IN_FORCE::contains).orElse(true);
        }
    }

    /**
     * @param destination empty where that is a prefix list, or IPv6
     * @param prefixListId a list of destinations that is kept elsewhere
     * @param target id of what the traffic is sent to, or {@code local}; empty when not told
     * @param isBlackhole the target is gone, and the traffic with it
     */
    public record Route(
            Optional<Ipv4Cidr> destination,
            Optional<String> prefixListId,
            Optional<String> target,
            boolean isBlackhole) {}

    public boolean isMain() {
        return associations.stream().anyMatch(Association::isMain);
    }

    boolean isOf(String subnetId) {
        return associations.stream()
                .anyMatch(association -> association.isInForce()
                        && association.subnetId().filter(subnetId::equals).isPresent());
    }

    /** The table that is associated with the subnet, else the main table of its VPC. Empty when neither is among the given tables. */
    public static Optional<RouteTable> serving(Subnet subnet, Collection<RouteTable> tables) {
        return tables.stream()
                .filter(table -> table.isOf(subnet.id()))
                .findFirst()
                .or(() -> tables.stream()
                        .filter(RouteTable::isMain)
                        .filter(table -> mayBeOf(table, subnet))
                        .findFirst());
    }

    private static boolean mayBeOf(RouteTable table, Subnet subnet) {
        return table.vpcId().isEmpty()
                || subnet.vpcId().isEmpty()
                || table.vpcId().equals(subnet.vpcId());
    }
}
