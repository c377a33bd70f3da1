package io.eniguard.rules.eniconfig;

import io.eniguard.net.CidrSet;
import io.eniguard.net.Ipv4Cidr;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.RouteTable;
import io.eniguard.vpc.RouteTable.Route;
import io.eniguard.vpc.Vpc;
import io.eniguard.vpc.VpcPeering;
import io.eniguard.world.World;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A use of carrier-grade NAT space, 100.64.0.0/10, for anything other than the pods of the cluster.
 *
 * @param block the block in use, as it appears in a route or a VPC
 * @param inWords the use, such as {@code rtb-0a1b… sends 100.64.0.0/10 to tgw-0a1b…}
 */
record SharedSpaceUse(Ipv4Cidr block, String inWords) {

    /**
     * The shortest prefix of a route into carrier-grade NAT space. Routes with shorter prefixes, such as default routes, mostly cover other
     * addresses.
     */
    private static final int WIDEST_ROUTE = 8;

    /** Returns the uses that the fresh facts contain, with one use for each block: the primary block first, then routes, then peers. */
    static List<SharedSpaceUse> in(String vpcId, World world) {
        Map<Ipv4Cidr, SharedSpaceUse> byBlock = new LinkedHashMap<>();
        Stream.of(primaryBlock(vpcId, world).stream(), routes(vpcId, world), peers(vpcId, world))
                .flatMap(uses -> uses)
                .forEach(use -> byBlock.putIfAbsent(use.block, use));
        return List.copyOf(byBlock.values());
    }

    private static Optional<SharedSpaceUse> primaryBlock(String vpcId, World world) {
        return world.vpc(vpcId)
                .orElse(Optional.empty())
                .flatMap(Vpc::primaryCidr)
                .filter(CidrSet.RFC_6598::contains)
                .map(block ->
                        new SharedSpaceUse(block, "%s is the primary block of %s".formatted(block, Egress.cut(vpcId))));
    }

    private static Stream<SharedSpaceUse> routes(String vpcId, World world) {
        return fresh(Part.ROUTE_TABLES, world)
                .filter(table -> table.vpcId().map(vpcId::equals).orElse(true))
                .flatMap(table -> table.routes().stream()
                        .filter(route -> leadsOut(route, table))
                        .flatMap(route -> route.destination().stream()
                                .map(block -> new SharedSpaceUse(
                                        block,
                                        "%s sends %s to %s"
                                                .formatted(Egress.cut(table.id()), block, Egress.target(route))))));
    }

    /**
     * Returns whether the route leads into carrier-grade NAT space outside the VPC. Routes inside the VPC do not count, because their
     * target can be a firewall.
     */
    private static boolean leadsOut(Route route, RouteTable table) {
        return route.destination()
                        .filter(block -> block.prefix() >= WIDEST_ROUTE && isShared(block))
                        .filter(block -> !ownBlocks(table).contains(block))
                        .isPresent()
                && !route.isBlackhole()
                && !route.isToInternetGateway();
    }

    private static CidrSet ownBlocks(RouteTable table) {
        return CidrSet.of(table.routes().stream()
                .filter(Route::isLocal)
                .flatMap(route -> route.destination().stream())
                .toList());
    }

    private static Stream<SharedSpaceUse> peers(String vpcId, World world) {
        return fresh(Part.VPC_PEERINGS, world)
                .filter(VpcPeering::isActive)
                .flatMap(peering -> peering.peerOf(vpcId).stream()
                        .flatMap(peer -> peer.blocks().blocks().stream()
                                .filter(SharedSpaceUse::isShared)
                                .map(block -> new SharedSpaceUse(
                                        block,
                                        "the peered %s has %s"
                                                .formatted(
                                                        Egress.cut(peer.vpcId().orElse("VPC of " + peering.id())),
                                                        block)))));
    }

    private static boolean isShared(Ipv4Cidr block) {
        return !CidrSet.RFC_6598.overlapping(block).isEmpty();
    }

    private static <T> Stream<T> fresh(Part<Map<String, T>> part, World world) {
        return world.vpc().value(part).filter(all -> world.isFresh(part)).map(Map::values).stream()
                .flatMap(Collection::stream);
    }
}
