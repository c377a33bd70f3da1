package io.eniguard.rules.eniconfig;

import io.eniguard.net.CidrSet;
import io.eniguard.net.Ipv4Cidr;
import io.eniguard.text.PlainText;
import io.eniguard.vpc.RouteTable;
import io.eniguard.vpc.RouteTable.Route;
import io.eniguard.vpc.Subnet;

/**
 * The packets that leave the VPC from a subnet, and the route table that they use.
 *
 * @param destinations the destinations of these packets; blocks of the VPC may be included
 */
record Egress(Sender sender, Subnet subnet, RouteTable table, CidrSet destinations) {

    /** The maximum length of an id in a message. Most ids are shorter, but some route targets are ARNs. */
    private static final int LONGEST_ID = 24;

    enum Sender {
        PODS,
        NODES
    }

    static String cut(String id) {
        return PlainText.cut(id, LONGEST_ID);
    }

    /** Returns the id of the target. The id of a core network is the last part of its ARN. */
    static String target(Route route) {
        String target = route.target().orElse("nothing");
        return cut(target.substring(target.lastIndexOf('/') + 1));
    }

    /** Returns the table and its subnet in words, such as {@code rtb-0a1b… of subnet-0a1b…}. */
    String name() {
        return "%s%s of %s%s"
                .formatted(
                        table.isMain() ? "main " : "",
                        cut(table.id()),
                        sender == Sender.NODES ? "the nodes' " : "",
                        subnet.id());
    }

    /** Returns whether the packets have source addresses of the shared address space, which other networks use too. */
    boolean hasSharedAddresses() {
        return subnet.cidr().filter(CidrSet.RFC_6598::contains).isPresent();
    }

    /** Returns the destinations outside the VPC and outside the shared address space. */
    CidrSet beyond() {
        return destinations
                .subtract(CidrSet.of(table.routes().stream()
                        .filter(Route::isLocal)
                        .flatMap(route -> route.destination().stream())
                        .toList()))
                .subtract(CidrSet.RFC_6598);
    }

    /** Returns whether some packets use the route. A packet uses the route with the longest prefix that contains its destination. */
    boolean uses(Route route, CidrSet packets) {
        return route.destination()
                .filter(block -> !packets.intersect(block)
                        .subtract(moreSpecificThan(block))
                        .isEmpty())
                .isPresent();
    }

    private CidrSet moreSpecificThan(Ipv4Cidr block) {
        return CidrSet.of(table.routes().stream()
                .flatMap(route -> route.destination().stream())
                .filter(other -> !other.equals(block) && block.contains(other))
                .toList());
    }

    /** Returns the first block of the route's destination that is also a destination of the packets. */
    String destination(Route route) {
        return route.destination().map(destinations::intersect).stream()
                .flatMap(part -> part.blocks().stream())
                .findFirst()
                .map(Ipv4Cidr::toString)
                .orElse("");
    }

    /**
     * Returns whether the table may have a route to a part of the addresses. The contents of prefix lists are unknown, so each of them may
     * contain the addresses, except the lists of gateway endpoints, which contain the addresses of one AWS service.
     */
    boolean mayHaveRouteInto(CidrSet addresses) {
        return table.routes().stream()
                .anyMatch(route -> route.destination()
                        .map(block -> !addresses.overlapping(block).isEmpty())
                        .orElse(route.isToUnknownAddresses()));
    }
}
