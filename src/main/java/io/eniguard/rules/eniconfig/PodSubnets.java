package io.eniguard.rules.eniconfig;

import io.eniguard.cluster.EniConfig;
import io.eniguard.net.Ipv4Cidr;
import io.eniguard.net.Zone;
import io.eniguard.vpc.Subnet;
import io.eniguard.world.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The subnets that seem to be made for pods: what a fix can name. */
final class PodSubnets {

    /** Too few free addresses to send anyone there. */
    private static final int FEW = FirstNode.OF_ANY_TYPE.addresses();

    // Of RFC 6598.
    private static final Ipv4Cidr SHARED = Ipv4Cidr.parse("100.64.0.0/10");

    private PodSubnets() {}

    /** "name …": a subnet of a recommended block, instead of the given one. By its id, where one alone is at hand. */
    static String nameOneFor(EniConfig config, Subnet insteadOf, World world) {
        String next = lacksSharedBlock(insteadOf, world) ? "; the VPC has no such block yet: add one" : "";
        return name(config, insteadOf, "a subnet", " inside " + SHARED + next, world);
    }

    /**
     * As {@link #nameOneFor}, for a subnet whose block may well be a recommended one.
     *
     * @param like goes on from "another pod subnet of us-west-2a"; may be empty
     */
    static String nameAnotherFor(EniConfig config, Subnet insteadOf, String like, World world) {
        return name(config, insteadOf, "another pod subnet", like + ", or make one", world);
    }

    /** As {@link #nameOneFor}, for a subnet of another VPC. */
    static String nameOneOf(String vpc, EniConfig config, Subnet insteadOf, World world) {
        return name(config, insteadOf, "a pod subnet", " in " + vpc, world);
    }

    private static String name(EniConfig config, Subnet insteadOf, String what, String like, World world) {
        Zone zone = ZoneClaim.ofItself(config, world)
                .filter(claim -> !claim.isNoZone())
                .map(ZoneClaim::zone)
                .orElse(insteadOf.zone());
        return "name "
                + onlyOneIn(zone, Optional.of(insteadOf), world)
                        .map(Subnet::toString)
                        .orElseGet(() -> what + ofZone(zone) + like);
    }

    /** Whether a subnet of it can be made at all; false where the VPC's blocks are not known. */
    private static boolean lacksSharedBlock(Subnet subnet, World world) {
        return world.clusterVpcId()
                .<Optional<String>>fold(Optional::of, unknown -> subnet.vpcId())
                .flatMap(id -> world.vpc(id).orElse(Optional.empty()))
                .filter(vpc -> vpc.associations().stream().noneMatch(block -> SHARED.overlaps(block.cidr())))
                .filter(vpc -> vpc.primaryCidr().filter(SHARED::overlaps).isEmpty())
                .isPresent();
    }

    /** The one that the ENIConfig's author may have meant. */
    static Optional<Subnet> meantBy(EniConfig config, World world) {
        return ZoneClaim.ofItself(config, world).flatMap(claim -> onlyOneIn(claim.zone(), Optional.empty(), world));
    }

    /** " of us-west-2a", or nothing when the zone is unknown. */
    static String ofZone(Zone zone) {
        return zone.isKnown() ? " of " + zone : "";
    }

    private static Optional<Subnet> onlyOneIn(Zone zone, Optional<Subnet> except, World world) {
        List<Subnet> candidates = world.vpc().subnets().map(Map::values).stream()
                .flatMap(all -> all.stream())
                .filter(subnet -> world.isSameZone(subnet.zone(), zone).orElse(false))
                .filter(subnet -> except.isEmpty() || !except.get().id().equals(subnet.id()))
                .filter(subnet -> isForPods(subnet, world))
                .limit(2)
                .toList();
        return candidates.size() == 1 ? Optional.of(candidates.get(0)) : Optional.empty();
    }

    private static boolean isForPods(Subnet subnet, World world) {
        return subnet.cidr()
                        .filter(cidr -> PrivateSpace.isRecommended(
                                cidr, world.parameters().permitted()))
                        .filter(cidr -> !SubnetServiceCidr.overlapsAny(cidr, world))
                        .isPresent()
                && subnet.condition().state().map("available"::equals).orElse(true)
                && subnet.condition().freeAddresses().map(free -> free >= FEW).orElse(true)
                && !CniTags.of(subnet).isOptedOut()
                && isOfTheCluster(subnet, world);
    }

    private static boolean isOfTheCluster(Subnet subnet, World world) {
        return subnet.vpcId().isEmpty()
                || world.clusterVpcId().map(subnet.vpcId().get()::equals).orElse(true);
    }
}
