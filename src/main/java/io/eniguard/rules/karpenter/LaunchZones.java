package io.eniguard.rules.karpenter;

import io.eniguard.cluster.NodeClass;
import io.eniguard.cluster.NodePool;
import io.eniguard.net.Zone;
import io.eniguard.vpc.Subnet;
import io.eniguard.world.World;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where Karpenter may launch nodes. */
final class LaunchZones {

    private static final String NAME = "topology.kubernetes.io/zone";
    private static final String ID = "topology.k8s.aws/zone-id";

    private LaunchZones() {}

    /** Windows nodes get their addresses in another way, and so do nodes of a class that is not EC2NodeClass: EKS Auto Mode's. */
    static boolean isGoverned(NodePool pool) {
        return pool.nodeClass().isPresent() && pool.permits("kubernetes.io/os", "linux");
    }

    /** The zones that a pool's requirements name; none where they leave them open. */
    static List<Zone> namedBy(NodePool pool) {
        return Stream.concat(
                        pool.valuesOf(NAME).stream().map(Zone::named),
                        pool.valuesOf(ID).stream().map(id -> new Zone(Optional.empty(), Optional.of(id))))
                .toList();
    }

    /** Whether the pool launches nodes in a zone that it does not name. */
    static boolean leavesOpen(NodePool pool, Zone zone) {
        return namedBy(pool).isEmpty()
                && zone.name().map(name -> pool.permits(NAME, name)).orElse(true)
                && zone.id().map(id -> pool.permits(ID, id)).orElse(true);
    }

    /** The zones of the known subnets that the class selects, each once, in order of the subnets' ids. */
    static List<Zone> of(NodeClass nodeClass, World world) {
        return world.vpc().subnets().map(Map::values).stream()
                .flatMap(Collection::stream)
                .filter(subnet -> nodeClass.subnetTerms().stream()
                        .anyMatch(term ->
                                term.selects(subnet.id(), subnet.condition().tags())))
                .map(Subnet::zone)
                .filter(Zone::isKnown)
                .distinct()
                .toList();
    }
}
