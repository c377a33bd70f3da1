package io.eniguard.rules.eniconfig;

import static io.eniguard.policy.Action.AUDIT;

import io.eniguard.net.CidrSet;
import io.eniguard.net.Ipv4Cidr;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.vpc.RouteTable;
import io.eniguard.vpc.RouteTable.Route;
import java.util.Comparator;
import java.util.Optional;

/** Checks the routes that drop packets: a default route to a wrong target, and a route to a deleted NAT gateway. */
record FaultyRoutes(NatGateways gateways) {

    /**
     * A route that drops packets.
     *
     * @param reason why the packets are dropped, as a clause that follows "which "
     */
    record Fault(Egress egress, Route route, String reason, String fix) {

        Finding certain() {
            return new Violation(NamedSubnet.FIELD, message(), fix);
        }

        String message() {
            return "%s %s, which %s".formatted(egress.name(), inWords(), reason);
        }

        /** Returns the message without the subnet. Used where the line would be too long with it. */
        String shortMessage() {
            return "%s %s, which %s".formatted(Egress.cut(egress.table().id()), inWords(), reason);
        }

        /** Returns the route in words, such as {@code sends 0.0.0.0/0 to igw-0a1b…}. */
        String inWords() {
            String destination = route.destination().map(Ipv4Cidr::toString).orElse("");
            return "sends %s to %s".formatted(destination, Egress.target(route));
        }

        /** Returns whether some of the packets use the route. */
        boolean isUsed() {
            return egress.uses(route, egress.beyond());
        }
    }

    /** Returns the fault of the default route. An internet gateway is a fault for pods only, since nodes can have public addresses. */
    Optional<Fault> faultOf(Egress egress) {
        return egress.table()
                .defaultRoute()
                .flatMap(route -> gone(egress, route).or(() -> publicFault(egress, route)));
    }

    /**
     * Returns the first route in order of destination, apart from the default route, that sends some of the packets to a deleted NAT
     * gateway.
     */
    Optional<Fault> goneGateway(Egress egress) {
        return egress.table().routes().stream()
                .filter(route -> !route.isDefault() && route.natGatewayId().isPresent())
                .flatMap(route -> gone(egress, route).stream())
                .filter(Fault::isUsed)
                .min(Comparator.comparing(Fault::inWords));
    }

    private Optional<Fault> gone(Egress egress, Route route) {
        return gateways.faultOf(route)
                .map(state -> new Fault(
                        egress, route, "is gone (%s)".formatted(state), "point the route at an existing NAT gateway"));
    }

    private static Optional<Fault> publicFault(Egress egress, Route route) {
        return route.isToInternetGateway() && egress.sender() == Egress.Sender.PODS
                ? Optional.of(new Fault(egress, route, "drops packets of pods", "use a route table with a NAT gateway"))
                : Optional.empty();
    }

    /** Reports a table without a default route. The finding appears only in reports, since the missing route may be intended. */
    static Optional<Finding> absence(Egress egress) {
        return egress.table().defaultRoute().isPresent() || coversAll(egress.table())
                ? Optional.empty()
                : Optional.of(new Violation(
                        NamedSubnet.FIELD,
                        "%s has no route for 0.0.0.0/0, so pods reach only the destinations of its other routes"
                                .formatted(egress.name()),
                        "add a route to a NAT gateway if pods need the internet",
                        AUDIT));
    }

    /** Returns whether the routes together may cover all addresses. */
    private static boolean coversAll(RouteTable table) {
        return table.routes().stream().anyMatch(Route::isToUnknownAddresses)
                || CidrSet.EVERYTHING
                        .subtract(CidrSet.of(table.routes().stream()
                                .flatMap(route -> route.destination().stream())
                                .toList()))
                        .isEmpty();
    }
}
