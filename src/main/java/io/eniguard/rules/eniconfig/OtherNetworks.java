package io.eniguard.rules.eniconfig;

import static io.eniguard.policy.Action.AUDIT;

import io.eniguard.net.CidrSet;
import io.eniguard.net.Ipv4Cidr;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Unknown;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.RouteTable;
import io.eniguard.vpc.RouteTable.Route;
import io.eniguard.world.Fact.Missing;
import io.eniguard.world.World;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Checks how packets with addresses of 100.64.0.0/10 reach other private networks. These networks do not route 100.64.0.0/10 back to the
 * pods, or use the same addresses themselves, so a private NAT gateway must translate the addresses of pods.
 */
record OtherNetworks(NatGateways gateways, World world) {

    private static final String TRANSLATE = "route this traffic through a private NAT gateway";

    /** Returns the routes that send packets to other networks with untranslated addresses, in order of destination. */
    static List<Route> untranslated(Egress egress) {
        if (!egress.hasSharedAddresses()) {
            return List.of();
        }
        CidrSet packets = egress.beyond();
        return egress.table().routes().stream()
                .filter(route -> route.leadsToAnotherNetwork() && !route.isBlackhole())
                .filter(route -> egress.uses(route, packets))
                .sorted(byDestination(egress))
                .toList();
    }

    // The order of routes in the facts has no meaning, so messages do not depend on it.
    private static Comparator<Route> byDestination(Egress egress) {
        return Comparator.comparing(egress::destination).thenComparing(Egress::target);
    }

    /** Returns the routes in words, such as {@code rtb-0a1b… of subnet-0a1b… sends 10.0.0.0/8 untranslated to tgw-0a1b…}. */
    static String inWords(String sender, Egress egress, List<Route> untranslated) {
        Route first = untranslated.get(0);
        int others = untranslated.size() - 1;
        return "%s sends %s%s untranslated to %s"
                .formatted(
                        sender,
                        egress.destination(first),
                        others == 0 ? "" : " and %d more".formatted(others),
                        Egress.target(first));
    }

    /**
     * Returns the finding about untranslated addresses, if there are any.
     *
     * @param because the reason in parentheses, with a blank before it; may be empty
     */
    Optional<Finding> leaving(Egress egress, String because) {
        List<Route> routes = untranslated(egress);
        String sender = "%s (%s)"
                .formatted(
                        egress.name(),
                        egress.subnet().cidr().map(Ipv4Cidr::toString).orElse(""));
        return routes.isEmpty()
                ? Optional.empty()
                : Optional.of(new Violation(NamedSubnet.FIELD, inWords(sender, egress, routes) + because, fix(egress)));
    }

    private String fix(Egress egress) {
        return gateways.onlyOneBeside(egress.subnet(), true)
                .map(gateway -> "route this traffic to the private " + Egress.cut(gateway.id()))
                .orElse(TRANSLATE);
    }

    /**
     * Returns the finding about a network that pods cannot reach: the pods keep their addresses, and only another table of the VPC has a
     * route to the network. A default route of the other table counts only if the pods keep their addresses for some destinations and not
     * for all.
     */
    Optional<Finding> unrouted(Egress egress, String because) {
        CidrSet packets = egress.beyond();
        if (!egress.hasSharedAddresses() || packets.isEmpty()) {
            return Optional.empty();
        }
        boolean keepsAll = egress.destinations().equals(CidrSet.EVERYTHING);
        return tablesBeside(egress)
                .flatMap(table -> table.routes().stream())
                .filter(route -> route.leadsToAnotherNetwork() && !route.isBlackhole())
                .filter(route -> !(keepsAll && route.isDefault()))
                .filter(route -> lacks(egress, route, packets))
                .min(byDestination(egress))
                .map(route -> new Violation(
                        NamedSubnet.FIELD,
                        "%s has no route to %s behind %s, and pods keep their addresses%s"
                                .formatted(egress.name(), egress.destination(route), Egress.target(route), because),
                        TRANSLATE));
    }

    private Stream<RouteTable> tablesBeside(Egress egress) {
        return world.vpc().value(Part.ROUTE_TABLES).map(Map::values).stream()
                .flatMap(Collection::stream)
                .filter(table -> !table.id().equals(egress.table().id()))
                .filter(table -> table.vpcId().equals(egress.table().vpcId()));
    }

    private static boolean lacks(Egress egress, Route route, CidrSet packets) {
        return route.destination()
                .map(packets::intersect)
                .filter(part -> !part.isEmpty() && !egress.mayHaveRouteInto(part))
                .isPresent();
    }

    /** Returns the finding about packets that may leave untranslated, because the contents of a prefix list are unknown. */
    static Optional<Finding> perhapsLeaving(Egress egress) {
        return egress.table().routes().stream()
                .filter(route -> route.leadsToAnotherNetwork() && !route.isBlackhole())
                .filter(Route::isToUnknownAddresses)
                .filter(route -> egress.hasSharedAddresses() && !egress.beyond().isEmpty())
                .min(byDestination(egress))
                .map(route -> perhapsLeaving(
                        egress, route, Egress.cut(route.prefixListId().orElse(""))));
    }

    private static Finding perhapsLeaving(Egress egress, Route route, String list) {
        return new Unknown(
                NamedSubnet.FIELD,
                "unknown whether packets of pods reach %s untranslated".formatted(Egress.target(route)),
                "the entries of %s in %s are unknown"
                        .formatted(list, Egress.cut(egress.table().id())),
                "look up the entries (aws ec2 get-managed-prefix-list-entries)",
                Missing.OTHER,
                AUDIT);
    }
}
