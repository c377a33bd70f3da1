package io.eniguard.rules.eniconfig;

import static io.eniguard.rules.Action.AUDIT;
import static io.eniguard.rules.Action.WARN;

import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.EniConfig;
import io.eniguard.net.CidrSet;
import io.eniguard.net.Ipv4Cidr;
import io.eniguard.rules.About;
import io.eniguard.rules.AwsFacts;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding.Unknown;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Rule;
import io.eniguard.text.PlainText;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.RouteTable.Route;
import io.eniguard.vpc.RouteTable;
import io.eniguard.vpc.Subnet;
import io.eniguard.world.Fact.Missing;
import io.eniguard.world.Fact;
import io.eniguard.world.World;
import java.util.List;
import java.util.Optional;

/** Finds pod subnets without a way out. Reads the routes of the subnet's table, which change, and a setting of the CNI. */
public final class SubnetRoutes implements Rule<EniConfig> {

    private static final About ABOUT = About.of("subnet-routes", WARN)
            .says("What pods send out of the VPC with their own addresses finds a way by the routes of their subnet")
            .because("""
                    With AWS_VPC_K8S_CNI_EXTERNALSNAT on, pods leave the VPC with their own addresses, by the route table of the
                    pod subnet. An internet gateway drops what comes from such an address, since it belongs to no public one, and
                    a blackhole drops everything: images, APIs and DNS outside the VPC are out of reach. With that switch off, as
                    it is by default, the node sends pods' traffic from its own primary interface, by the routes of the node's
                    subnet, and those of the pod subnet are only told in reports. So is a table without a default route, which
                    may be meant.
                    """)
            .source("https://docs.aws.amazon.com/eks/latest/userguide/external-snat.html");

    private static final Ipv4Cidr EVERYWHERE = Ipv4Cidr.parse("0.0.0.0/0");

    /** Of most things that routes lead to; some are named by an ARN. */
    private static final int LONGEST_ID = 24;

    private static final String QUESTION = "pods in it have a way out";

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
        Optional<Boolean> ownAddresses =
                world.cni().map(CniSettings::externalSnat).orElse(Optional.empty());
        // Who gives no routes, and has no need of them, is not bothered.
        return world.vpc().knowsRouteTables() || ownAddresses.orElse(false)
                ? NamedSubnet.check(change.object(), world, QUESTION, subnet -> judge(subnet, ownAddresses, world))
                : List.of();
    }

    private static List<Finding> judge(Subnet subnet, Optional<Boolean> ownAddresses, World world) {
        Fact<RouteTable> table = table(subnet, world);
        List<Finding> findings = NamedSubnet.given(
                table,
                world,
                "pods in %s have a way out".formatted(subnet.id()),
                AwsFacts.ROUTE_TABLES,
                known -> judge(subnet, known, ownAddresses).stream().toList());
        return table.isKnown()
                ? findings
                : findings.stream().map(finding -> finding.atMost(AUDIT)).toList();
    }

    private static Optional<Finding> judge(Subnet subnet, RouteTable table, Optional<Boolean> ownAddresses) {
        return defaultRoute(table)
                .map(route -> leadsNowhere(subnet, table, route, ownAddresses))
                .orElseGet(() -> withoutDefault(subnet, table, ownAddresses));
    }

    private static Fact<RouteTable> table(Subnet subnet, World world) {
        return world.vpc()
                .routeTableOf(subnet)
                .map(table -> world.ifFresh(table, Missing.OTHER, Part.ROUTE_TABLES))
                .orElseGet(() -> Fact.unknown(
                        Missing.OTHER,
                        "its route table is not known (%s)".formatted(world.provenance(Part.ROUTE_TABLES))));
    }

    private static Optional<Route> defaultRoute(RouteTable table) {
        return table.routes().stream()
                .filter(route -> route.destination().filter(EVERYWHERE::equals).isPresent())
                .findFirst();
    }

    private static Optional<Finding> leadsNowhere(
            Subnet subnet, RouteTable table, Route route, Optional<Boolean> ownAddresses) {
        if (!route.isBlackhole() && !isInternetGateway(route)) {
            return Optional.empty();
        }
        String target = PlainText.cut(route.target().orElse("nothing"), LONGEST_ID);
        return Optional.of(ownAddresses
                .map(areKept ->
                        nowhere("%s of %s".formatted(name(table), subnet.id()), target, route.isBlackhole(), areKept))
                .orElseGet(() -> perhapsNowhere(
                        "%s of %s".formatted(PlainText.cut(table.id(), LONGEST_ID), subnet.id()), target)));
    }

    private static boolean isInternetGateway(Route route) {
        return route.target().filter(id -> id.startsWith("igw-")).isPresent();
    }

    private static Finding nowhere(String whose, String target, boolean isGone, boolean areAddressesKept) {
        String message = "%s sends 0.0.0.0/0 to %s, which %s"
                .formatted(whose, target, isGone ? "is gone (blackhole)" : "drops pods' private addresses");
        String fix = isGone ? "route it to a NAT gateway that exists" : "associate a table with a NAT gateway";
        return areAddressesKept
                ? new Violation(NamedSubnet.FIELD, message, fix)
                : new Violation(
                        NamedSubnet.FIELD,
                        "%s; counts with %s on".formatted(message, CniSettings.EXTERNAL_SNAT),
                        fix,
                        AUDIT);
    }

    private static Finding perhapsNowhere(String whose, String target) {
        return new Unknown(
                NamedSubnet.FIELD,
                "unknown whether %s is on; if it is, %s must not send 0.0.0.0/0 to %s"
                        .formatted(CniSettings.EXTERNAL_SNAT, whose, target),
                ServedNodes.WANTED,
                Missing.OTHER);
    }

    private static Optional<Finding> withoutDefault(Subnet subnet, RouteTable table, Optional<Boolean> ownAddresses) {
        return ownAddresses.orElse(false) && !coversAll(table)
                ? Optional.of(new Violation(
                        NamedSubnet.FIELD,
                        "%s of %s has no route for 0.0.0.0/0: pods there reach only what its other routes name"
                                .formatted(name(table), subnet.id()),
                        "route it to a NAT gateway, if they need the internet",
                        AUDIT))
                : Optional.empty();
    }

    /** Several routes may make up for one; what a list of prefixes holds is not known, but those of gateway endpoints are short. */
    private static boolean coversAll(RouteTable table) {
        boolean hasList = table.routes().stream()
                .anyMatch(route -> route.prefixListId().isPresent()
                        && !route.target().orElse("").startsWith("vpce-"));
        return hasList
                || CidrSet.of(table.routes().stream()
                                .flatMap(route -> route.destination().stream())
                                .toList())
                        .contains(EVERYWHERE);
    }

    private static String name(RouteTable table) {
        return (table.isMain() ? "main " : "") + PlainText.cut(table.id(), LONGEST_ID);
    }
}
