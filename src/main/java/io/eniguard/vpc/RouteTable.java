package io.eniguard.vpc;

import io.eniguard.net.Ipv4Cidr;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A route table, as EC2's DescribeRouteTables describes it.
 *
 * @param associations the VPC, the subnets and the gateways that use the table
 * @param routes in EC2's order
 */
public record RouteTable(String id, Optional<String> vpcId, List<Association> associations, List<Route> routes)
        implements Resource {

    public RouteTable {
        associations = List.copyOf(associations);
        routes = List.copyOf(routes);
    }

    /**
     * An association of the table with a VPC, a subnet or a gateway.
     *
     * @param isMain whether the table applies to all those subnets of the VPC that have no explicit association
     * @param subnetId the associated subnet; empty for the main association, and for an association with a gateway
     * @param state the state of the association; empty if it is unknown
     */
    public record Association(boolean isMain, Optional<String> subnetId, Optional<String> state) {

        // The states are listed in API_RouteTableAssociationState of the EC2 API reference, read in August 2026.
        private static final Set<String> IN_FORCE = Set.of("associated", "associating");

        public boolean isInForce() {
            return state.map(IN_FORCE::contains).orElse(true);
        }
    }

    /**
     * A route of the table.
     *
     * @param destination the IPv4 block of the destination; empty if the destination is a prefix list or an IPv6 block
     * @param prefixListId the id of the list of destinations, which is a separate resource
     * @param target the id of the gateway or interface that receives the traffic, or {@code local}; empty if it is unknown
     * @param isBlackhole whether the traffic is dropped because the target does not exist any more
     */
    public record Route(
            Optional<Ipv4Cidr> destination,
            Optional<String> prefixListId,
            Optional<String> target,
            boolean isBlackhole) {

        // Matches the ids of transit gateways, virtual private gateways and peering connections, and the ARNs of core
        // networks. A VPN or a Direct Connect connection ends at a transit gateway or at a virtual private gateway.
        private static final Pattern OTHER_NETWORK =
                Pattern.compile("(tgw|vgw|pcx)-.*|arn:[^:]*:networkmanager:[^:]*:[^:]*:core-network/.*");

        public boolean isDefault() {
            return destination.filter(EVERYWHERE::equals).isPresent();
        }

        /** Returns whether traffic stays in the VPC. Each IPv4 block of the VPC has a local route. */
        public boolean isLocal() {
            return target.filter("local"::equals).isPresent();
        }

        public boolean isToInternetGateway() {
            return target.filter(id -> id.startsWith("igw-")).isPresent();
        }

        /** Returns the id of the target if it is a NAT gateway. */
        public Optional<String> natGatewayId() {
            return target.filter(id -> id.startsWith("nat-"));
        }

        /**
         * Returns whether the destinations are in a prefix list whose contents are unknown. The lists of gateway endpoints contain only the
         * addresses of one AWS service, so their routes do not count.
         */
        public boolean isToUnknownAddresses() {
            return prefixListId.isPresent()
                    && target.filter(id -> id.startsWith("vpce-")).isEmpty();
        }

        /** Returns whether traffic reaches another private network without a change of its source address. */
        public boolean leadsToAnotherNetwork() {
            return target.filter(id -> OTHER_NETWORK.matcher(id).matches()).isPresent();
        }
    }

    private static final Ipv4Cidr EVERYWHERE = Ipv4Cidr.parse("0.0.0.0/0");

    public Optional<Route> defaultRoute() {
        return routes.stream().filter(Route::isDefault).findFirst();
    }

    public boolean isMain() {
        return associations.stream().anyMatch(Association::isMain);
    }

    boolean isOf(String subnetId) {
        return associations.stream()
                .anyMatch(association -> association.isInForce()
                        && association.subnetId().filter(subnetId::equals).isPresent());
    }

    /**
     * Returns the table that is associated with the subnet, or otherwise the main table of its VPC. The result is empty if neither is among
     * the tables.
     */
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
