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
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Unknown;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Given;
import io.eniguard.rules.Rule;
import io.eniguard.text.PlainText;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.RouteTable;
import io.eniguard.vpc.RouteTable.Route;
import io.eniguard.vpc.Subnet;
import io.eniguard.world.Fact;
import io.eniguard.world.Fact.Missing;
import io.eniguard.world.World;
import java.util.List;
import java.util.Optional;

/**
 * Checks the default route of the subnet. The rule reads the route table of the subnet, which can change, and the setting of the CNI that
 * decides whether pods use this route table.
 */
public final class SubnetEgress implements Rule<EniConfig> {

    private static final About ABOUT = About.of("subnet-egress", WARN)
            .says("The default route of the subnet works for pods that leave the VPC with their own addresses")
            .because("""
                    With AWS_VPC_K8S_CNI_EXTERNALSNAT on, traffic of pods leaves the VPC with the addresses of the pods and uses the
                    route table of the pod subnet. An internet gateway drops this traffic, because pods have no public
                    addresses, and a blackhole route drops all traffic. Pods then cannot reach images, APIs and DNS outside
                    the VPC. By default the variable is off. Traffic then leaves through the node's primary interface and uses the
                    routes of the node's subnet, so faults in the pod subnet's routes appear only in reports. A missing default
                    route also appears only in reports, because it may be intended.
                    """)
            .source("https://docs.aws.amazon.com/eks/latest/userguide/external-snat.html");

    private static final Ipv4Cidr EVERYWHERE = Ipv4Cidr.parse("0.0.0.0/0");

    /** The maximum length of an id in a message. Most ids are shorter, but some route targets are ARNs. */
    private static final int LONGEST_ID = 24;

    private static final String QUESTION = "the default route of %s works for pods";

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
        // Unknown routes are reported only if pods are known to use them.
        return world.vpc().knowsRouteTables() || ownAddresses.orElse(false)
                ? NamedSubnet.check(change.object(), world, QUESTION, subnet -> judge(subnet, ownAddresses, world))
                : List.of();
    }

    private static List<Finding> judge(Subnet subnet, Optional<Boolean> ownAddresses, World world) {
        Fact<RouteTable> table = table(subnet, world);
        List<Finding> findings = NamedSubnet.given(
                table,
                world,
                QUESTION.formatted(subnet.id()),
                AwsFacts.ROUTE_TABLES,
                known -> judge(subnet, known, ownAddresses).stream().toList());
        return table.isKnown()
                ? findings
                : findings.stream().map(finding -> finding.atMost(AUDIT)).toList();
    }

    private static Optional<Finding> judge(Subnet subnet, RouteTable table, Optional<Boolean> ownAddresses) {
        return defaultRoute(table)
                .map(route -> broken(subnet, table, route, ownAddresses))
                .orElseGet(() -> withoutDefault(subnet, table, ownAddresses));
    }

    private static Fact<RouteTable> table(Subnet subnet, World world) {
        return world.vpc()
                .routeTableOf(subnet)
                .map(table -> world.ifFresh(table, Missing.OTHER, Part.ROUTE_TABLES))
                .orElseGet(() -> Fact.unknown(
                        Missing.OTHER,
                        "its route table is unknown (%s)".formatted(world.provenance(Part.ROUTE_TABLES))));
    }

    private static Optional<Route> defaultRoute(RouteTable table) {
        return table.routes().stream()
                .filter(route -> route.destination().filter(EVERYWHERE::equals).isPresent())
                .findFirst();
    }

    private static Optional<Finding> broken(
            Subnet subnet, RouteTable table, Route route, Optional<Boolean> ownAddresses) {
        if (!route.isBlackhole() && !isInternetGateway(route)) {
            return Optional.empty();
        }
        String target = PlainText.cut(route.target().orElse("nothing"), LONGEST_ID);
        return Optional.of(ownAddresses
                .map(areKept ->
                        fault("%s of %s".formatted(name(table), subnet.id()), target, route.isBlackhole(), areKept))
                .orElseGet(() -> perhapsFault(subnet, table, target)));
    }

    private static boolean isInternetGateway(Route route) {
        return route.target().filter(id -> id.startsWith("igw-")).isPresent();
    }

    private static Finding fault(String table, String target, boolean isGone, boolean areAddressesKept) {
        String message = "%s sends 0.0.0.0/0 to %s, which %s"
                .formatted(table, target, isGone ? "is gone (blackhole)" : "drops traffic of private addresses");
        String fix = isGone ? "route it to an existing NAT gateway" : "use a route table with a NAT gateway";
        return areAddressesKept
                ? new Violation(NamedSubnet.FIELD, message, fix)
                : new Violation(
                        NamedSubnet.FIELD,
                        "%s; relevant if %s is on".formatted(message, CniSettings.EXTERNAL_SNAT),
                        fix,
                        AUDIT);
    }

    private static Finding perhapsFault(Subnet subnet, RouteTable table, String target) {
        return new Unknown(
                NamedSubnet.FIELD,
                "unknown whether %s is on".formatted(CniSettings.EXTERNAL_SNAT),
                "if so, pods use %s of %s, which sends 0.0.0.0/0 to %s"
                        .formatted(PlainText.cut(table.id(), LONGEST_ID), subnet.id(), target),
                Given.AWS_NODE,
                Missing.OTHER);
    }

    private static Optional<Finding> withoutDefault(Subnet subnet, RouteTable table, Optional<Boolean> ownAddresses) {
        return ownAddresses.orElse(false) && !coversAll(table)
                ? Optional.of(new Violation(
                        NamedSubnet.FIELD,
                        "%s of %s has no route for 0.0.0.0/0, so pods reach only the destinations of its other routes"
                                .formatted(name(table), subnet.id()),
                        "add a route to a NAT gateway if pods need the internet",
                        AUDIT))
                : Optional.empty();
    }

    /**
     * Returns whether the routes together may cover all addresses. The contents of prefix lists are unknown, so a route to a prefix list
     * may cover all addresses. Routes of gateway endpoints are an exception, because their prefix lists cover only one AWS service.
     */
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
