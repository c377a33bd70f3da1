package io.eniguard.rules.eniconfig;

import io.eniguard.net.CidrSet;
import io.eniguard.vpc.NatGateway;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.RouteTable.Route;
import io.eniguard.vpc.Subnet;
import io.eniguard.world.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The known NAT gateways. In a shared VPC, EC2 does not list the gateways of the owner, so an unlisted gateway may exist. */
record NatGateways(World world) {

    private Optional<Map<String, NatGateway>> all() {
        return world.vpc().value(Part.NAT_GATEWAYS);
    }

    private Optional<NatGateway> targetOf(Route route) {
        return route.natGatewayId().flatMap(id -> all().flatMap(known -> Optional.ofNullable(known.get(id))));
    }

    /** Returns why the route drops all packets, such as {@code blackhole}; empty if it may deliver packets. */
    Optional<String> faultOf(Route route) {
        return route.isBlackhole()
                ? Optional.of("blackhole")
                : targetOf(route)
                        .filter(gateway -> world.isFresh(Part.NAT_GATEWAYS) && gateway.isGone())
                        .flatMap(NatGateway::state);
    }

    /** Returns the subnet of the NAT gateway that the route leads to, if both are known. */
    Optional<Subnet> subnetOf(Route route) {
        return targetOf(route).flatMap(this::subnetOf);
    }

    private Optional<Subnet> subnetOf(NatGateway gateway) {
        return gateway.subnetId().flatMap(id -> world.subnet(id).orElse(Optional.empty()));
    }

    /**
     * Returns the only available gateway in the zone of the subnet; empty if there is none or more than one. A private gateway counts only
     * if its own address is outside the shared address space, because other networks cannot reply to an address in this space.
     */
    Optional<NatGateway> onlyOneBeside(Subnet subnet, boolean isPrivate) {
        List<NatGateway> candidates = all().map(Map::values).stream()
                .flatMap(known -> known.stream())
                .filter(gateway -> gateway.isPrivate() == isPrivate && gateway.isAvailable())
                .filter(gateway -> subnetOf(gateway)
                        .filter(other -> other.vpcId().equals(subnet.vpcId()))
                        .filter(other -> !isPrivate
                                || other.cidr()
                                        .filter(CidrSet.RFC_6598::contains)
                                        .isEmpty())
                        .flatMap(other -> world.isSameZone(other.zone(), subnet.zone()))
                        .orElse(false))
                .limit(2)
                .toList();
        return candidates.size() == 1 ? Optional.of(candidates.get(0)) : Optional.empty();
    }
}
