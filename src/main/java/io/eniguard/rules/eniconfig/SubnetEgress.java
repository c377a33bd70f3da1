package io.eniguard.rules.eniconfig;

import static io.eniguard.policy.Action.AUDIT;
import static io.eniguard.policy.Action.WARN;

import io.eniguard.cluster.EniConfig;
import io.eniguard.rules.About;
import io.eniguard.rules.AwsFacts;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Rule;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.RouteTable;
import io.eniguard.vpc.Subnet;
import io.eniguard.world.Fact;
import io.eniguard.world.Fact.Missing;
import io.eniguard.world.World;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Checks the routes by which packets of pods leave the VPC. The rule reads the route tables of the pod subnet and of the nodes' subnets,
 * which can change, and the settings of the CNI that decide which of these tables the packets use.
 */
public final class SubnetEgress implements Rule<EniConfig> {

    private static final About ABOUT = About.of("subnet-egress", WARN)
            .says("Packets of pods leave the VPC through routes that work for the addresses of pods")
            .because("""
                    Packets keep the addresses of the pods if AWS_VPC_K8S_CNI_EXTERNALSNAT is on, or if their destination is in
                    AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS. These packets use the route table of the pod subnet. All other packets get the
                    address of the node and use the route table of the node's subnet. The rule judges this table if the instances of the
                    nodes are known. If nodes translate addresses, faults in the default route of the pod subnet appear only in reports.
                    An internet gateway drops packets of pods, because pods have no public addresses. A route to a deleted NAT gateway
                    drops all packets. Transit gateways, virtual private gateways, peering connections and core networks do not
                    translate addresses. Other networks do not route 100.64.0.0/10 back to the pods, or use the same addresses
                    themselves. A private NAT gateway in a subnet that these networks can reach translates the addresses. A missing
                    default route and a NAT gateway in another zone appear only in reports, because they may be intended.
                    """)
            .source("https://docs.aws.amazon.com/eks/latest/userguide/external-snat.html");

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
        SourceAddresses addresses = SourceAddresses.of(world);
        // Unknown routes are reported only if pods are known to use them.
        return world.vpc().knowsRouteTables() || !addresses.kept().isEmpty()
                ? NamedSubnet.check(
                        change.object(), world, QUESTION, subnet -> judge(change.object(), subnet, addresses, world))
                : List.of();
    }

    private static List<Finding> judge(EniConfig config, Subnet subnet, SourceAddresses addresses, World world) {
        NodeEgress nodes = new NodeEgress(RouteChecks.in(world));
        return Stream.concat(
                        ofPods(subnet, addresses, world).stream(),
                        NodeEgress.of(config, addresses, world).stream()
                                .flatMap(egress -> nodes.check(egress).stream())
                                .map(finding -> addresses.haveUnknownExclusions()
                                        ? UnknownExclusions.ofNodes(finding)
                                        : finding))
                .toList();
    }

    private static List<Finding> ofPods(Subnet subnet, SourceAddresses addresses, World world) {
        Fact<RouteTable> table = table(subnet, world);
        List<Finding> findings = NamedSubnet.given(
                table,
                world,
                QUESTION.formatted(subnet.id()),
                AwsFacts.ROUTE_TABLES,
                known -> new PodEgress(addresses, RouteChecks.in(world)).check(subnet, known));
        return table.isKnown()
                ? findings
                : findings.stream().map(finding -> finding.atMost(AUDIT)).toList();
    }

    private static Fact<RouteTable> table(Subnet subnet, World world) {
        return world.vpc()
                .routeTableOf(subnet)
                .map(table -> world.ifFresh(table, Missing.OTHER, Part.ROUTE_TABLES))
                .orElseGet(() -> Fact.unknown(
                        Missing.OTHER,
                        "its route table is unknown (%s)".formatted(world.provenance(Part.ROUTE_TABLES))));
    }
}
