package io.eniguard.rules.eniconfig;

import static io.eniguard.policy.Action.AUDIT;

import io.eniguard.net.CidrSet;
import io.eniguard.net.Zone;
import io.eniguard.rules.AwsFacts;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Unknown;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.RouteTable.Route;
import io.eniguard.vpc.Subnet;
import io.eniguard.world.Fact.Missing;
import io.eniguard.world.World;
import java.util.List;
import java.util.Optional;

/**
 * Reports NAT gateways in other zones than the subnets that use them. AWS charges for traffic between zones, and a failure of the gateway's
 * zone cuts the subnet off.
 */
record NatZones(NatGateways gateways, World world) {

    Optional<Finding> check(Egress egress) {
        List<Route> used = used(egress);
        return elsewhere(egress, used)
                .<Finding>map(route -> new Violation(
                        NamedSubnet.FIELD,
                        "%s %s, another zone".formatted(egress.name(), inWords(egress, route)),
                        fix(egress.subnet()),
                        AUDIT))
                .or(() -> used.isEmpty() ? Optional.empty() : unread(egress));
    }

    /** Returns the route to another zone in words, such as {@code sends 0.0.0.0/0 to nat-0a1b… of us-west-2b}. */
    Optional<String> inWords(Egress egress) {
        return elsewhere(egress, used(egress)).map(route -> inWords(egress, route));
    }

    private String inWords(Egress egress, Route route) {
        return "sends %s to %s of %s".formatted(egress.destination(route), Egress.target(route), zoneOf(route));
    }

    /** Returns the routes to NAT gateways that packets use. */
    private List<Route> used(Egress egress) {
        CidrSet packets = egress.beyond();
        return egress.table().routes().stream()
                .filter(route -> route.natGatewayId().isPresent()
                        && gateways.faultOf(route).isEmpty())
                .filter(route -> egress.uses(route, packets))
                .toList();
    }

    private Optional<Route> elsewhere(Egress egress, List<Route> used) {
        return used.stream()
                .filter(route -> isElsewhere(egress.subnet(), route))
                .findFirst();
    }

    /** Returns whether a used route leads to a NAT gateway that is certainly in another zone than the subnet. */
    private boolean isElsewhere(Subnet subnet, Route route) {
        return gateways.subnetOf(route)
                .flatMap(other -> world.isSameZone(other.zone(), subnet.zone()))
                .map(isSame -> !isSame)
                .orElse(false);
    }

    private Zone zoneOf(Route route) {
        return gateways.subnetOf(route).map(Subnet::zone).orElse(Zone.UNKNOWN);
    }

    private String fix(Subnet subnet) {
        return gateways.onlyOneBeside(subnet, false)
                .map(gateway -> "use %s of %s".formatted(Egress.cut(gateway.id()), subnet.zone()))
                .orElse("use a NAT gateway of " + subnet.zone());
    }

    // Files without NAT gateways lead to no finding, because users of files choose the facts that are checked.
    private Optional<Finding> unread(Egress egress) {
        return world.vpc().isKnown(Part.NAT_GATEWAYS)
                ? Optional.empty()
                : world.vpc()
                        .trouble(Part.NAT_GATEWAYS)
                        .map(why -> new Unknown(
                                NamedSubnet.FIELD,
                                "unknown whether the NAT gateway of %s is in its zone"
                                        .formatted(egress.subnet().id()),
                                "no NAT gateways are known (%s)".formatted(world.provenance(Part.NAT_GATEWAYS)),
                                AwsFacts.NAT_GATEWAYS.wanted(world),
                                Missing.OTHER,
                                AUDIT));
    }
}
