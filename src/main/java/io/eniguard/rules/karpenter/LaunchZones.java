package io.eniguard.rules.karpenter;

import io.eniguard.cluster.NodeClass;
import io.eniguard.cluster.NodeClass.SubnetTerm;
import io.eniguard.cluster.NodePool;
import io.eniguard.net.Zone;
import io.eniguard.vpc.Subnet;
import io.eniguard.world.World;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the zones in which Karpenter may launch nodes. */
final class LaunchZones {

    private static final String NAME = "topology.kubernetes.io/zone";
    private static final String ID = "topology.k8s.aws/zone-id";

    /** The number of zones to consider. No region has as many, but a list in a manifest can be longer. */
    private static final int MOST_ZONES = 200;

    private LaunchZones() {}

    /**
     * Returns whether custom networking governs nodes of the NodePool. Custom networking governs neither Windows nodes nor nodes whose
     * class is not an EC2NodeClass, such as nodes of EKS Auto Mode.
     */
    static boolean isGoverned(NodePool pool, World world) {
        return pool.nodeClass().isPresent()
                && isLinux(pool)
                && pool.nodeClass()
                        .flatMap(world.cluster()::nodeClass)
                        .filter(NodeClass::isWindows)
                        .isEmpty();
    }

    /** Returns whether the labels and requirements of a NodePool permit nodes of Linux. */
    static boolean isLinux(NodePool pool) {
        return pool.permits("kubernetes.io/os", "linux");
    }

    /** Returns the zones that the requirements of a NodePool name; an empty list if the requirements do not name zones. */
    static List<Zone> namedBy(NodePool pool) {
        return Stream.concat(
                        pool.valuesOf(NAME).stream().map(Zone::named),
                        pool.valuesOf(ID).stream().map(id -> new Zone(Optional.empty(), Optional.of(id))))
                .limit(MOST_ZONES)
                .toList();
    }

    /**
     * Returns the zones in which a NodePool may launch nodes, without repetitions. The zones are those of the subnets that the EC2NodeClass
     * selects, restricted to the zones that the requirements of the NodePool permit. If no subnets are known, the zones are those that the
     * requirements name. The list is empty if the zones are unknown.
     */
    static List<Zone> of(NodePool pool, World world) {
        return of(
                pool,
                pool.nodeClass()
                        .flatMap(world.cluster()::nodeClass)
                        .map(nodeClass -> of(nodeClass, world))
                        .orElse(List.of()),
                world);
    }

    /**
     * Returns the zones in which a NodePool may launch nodes, as {@link #of(NodePool, World)} does.
     *
     * @param selected the zones of the subnets that the node class selects; empty if they are unknown
     */
    static List<Zone> of(NodePool pool, List<Zone> selected, World world) {
        List<Zone> named = namedBy(pool);
        return (selected.isEmpty() ? named : selected)
                .stream()
                        .filter(zone -> selected.isEmpty()
                                || named.isEmpty()
                                || named.stream()
                                        .anyMatch(other ->
                                                world.isSameZone(zone, other).orElse(false)))
                        .map(world::complete)
                        .filter(zone -> permits(pool, zone))
                        .distinct()
                        .toList();
    }

    /** Returns whether the NodePool names no zones and does not exclude the given zone. */
    static boolean leavesOpen(NodePool pool, Zone zone) {
        return namedBy(pool).isEmpty() && permits(pool, zone);
    }

    private static boolean permits(NodePool pool, Zone zone) {
        return zone.name().map(name -> pool.permits(NAME, name)).orElse(true)
                && zone.id().map(id -> pool.permits(ID, id)).orElse(true);
    }

    /** Returns the zones of the known subnets that the EC2NodeClass selects, without repetitions, in order of subnet id. */
    static List<Zone> of(NodeClass nodeClass, World world) {
        return selected(nodeClass.subnetTerms(), world).stream()
                .map(Subnet::zone)
                .filter(Zone::isKnown)
                .distinct()
                .toList();
    }

    /** Returns the known subnets that at least one term selects, in order of id. */
    static List<Subnet> selected(List<SubnetTerm> terms, World world) {
        return world.vpc().subnets().map(Map::values).stream()
                .flatMap(Collection::stream)
                .filter(subnet -> terms.stream()
                        .anyMatch(term ->
                                term.selects(subnet.id(), subnet.condition().tags())))
                .toList();
    }
}
