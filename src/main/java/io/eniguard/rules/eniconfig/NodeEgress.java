package io.eniguard.rules.eniconfig;

import io.eniguard.cluster.BoundNodes;
import io.eniguard.cluster.EniConfig;
import io.eniguard.net.CidrSet;
import io.eniguard.rules.Finding;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.Subnet;
import io.eniguard.world.World;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks the routes of the nodes that an ENIConfig serves. Packets of pods use these routes if the nodes translate the addresses of pods.
 */
record NodeEgress(RouteChecks checks) {

    /** Returns the subnets of the nodes with their route tables, in order of id. Nodes with an unknown subnet or table are left out. */
    static List<Egress> of(EniConfig config, SourceAddresses addresses, World world) {
        if (!addresses.areTranslated() || !world.isFresh(Part.ROUTE_TABLES)) {
            return List.of();
        }
        Set<String> nodes = world.nodesServedBy(config.name()).orElse(BoundNodes.NONE).nodes().stream()
                .flatMap(node -> node.instanceId().stream())
                .collect(Collectors.toUnmodifiableSet());
        return world.vpc().instanceSubnets().of(nodes).stream()
                .flatMap(id -> world.subnet(id).orElse(Optional.empty()).stream())
                .flatMap(subnet -> egress(subnet, addresses.translated(), world).stream())
                .toList();
    }

    private static Optional<Egress> egress(Subnet subnet, CidrSet destinations, World world) {
        return world.vpc()
                .routeTableOf(subnet)
                .map(table -> new Egress(Egress.Sender.NODES, subnet, table, destinations));
    }

    List<Finding> check(Egress egress) {
        return Stream.of(
                        checks.faulty()
                                .faultOf(egress)
                                .map(FaultyRoutes.Fault::certain)
                                .or(() -> FaultyRoutes.absence(egress)),
                        checks.faulty().goneGateway(egress).map(FaultyRoutes.Fault::certain),
                        checks.networks().leaving(egress, ""),
                        checks.zones().check(egress))
                .flatMap(Optional::stream)
                .toList();
    }
}
