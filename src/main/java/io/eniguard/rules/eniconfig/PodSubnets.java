package io.eniguard.rules.eniconfig;

import io.eniguard.cluster.EniConfig;
import io.eniguard.net.Ipv4Cidr;
import io.eniguard.net.Zone;
import io.eniguard.vpc.Subnet;
import io.eniguard.world.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds subnets that are intended for pods, so that fixes can name them. */
final class PodSubnets {

    /** The number of free addresses that a subnet needs so that a fix may name it. */
    private static final int ENOUGH = FirstNode.OF_ANY_TYPE.addresses();

    // The shared address space of RFC 6598.
    private static final Ipv4Cidr SHARED = Ipv4Cidr.parse("100.64.0.0/10");

    private PodSubnets() {}

    /**
     * Returns a fix that suggests a subnet in a recommended block. The fix contains the id of a subnet if exactly one known subnet is
     * suitable.
     */
    static String nameRecommended(EniConfig config, Subnet insteadOf, World world) {
        String next = lacksSharedBlock(insteadOf, world) ? "; first add such a block to the VPC" : "";
        return name(config, insteadOf, "a subnet", " inside " + SHARED + next, world);
    }

    /**
     * Returns a fix that suggests another pod subnet. The fix contains the id of a subnet if exactly one known subnet is suitable.
     *
     * @param quality the text that follows "another pod subnet of us-west-2a"; may be empty
     */
    static String nameAnother(EniConfig config, Subnet insteadOf, String quality, World world) {
        return name(config, insteadOf, "another pod subnet", quality + " or create one", world);
    }

    /** Returns a fix that suggests a pod subnet of a VPC. The fix contains the id of a subnet if exactly one known subnet is suitable. */
    static String nameInVpc(String vpc, EniConfig config, Subnet insteadOf, World world) {
        return name(config, insteadOf, "a pod subnet", " in " + vpc, world);
    }

    private static String name(EniConfig config, Subnet insteadOf, String subnet, String quality, World world) {
        Zone zone = ZoneClaim.ofItself(config, world)
                .filter(claim -> !claim.isNoZone())
                .map(ZoneClaim::zone)
                .orElse(insteadOf.zone());
        return "name "
                + onlyOneIn(zone, Optional.of(insteadOf), world)
                        .map(Subnet::toString)
                        .orElseGet(() -> subnet + ofZone(zone) + quality);
    }

    /** Returns whether the VPC certainly needs another CIDR block before a recommended subnet can be created. */
    private static boolean lacksSharedBlock(Subnet subnet, World world) {
        return world.clusterVpcId()
                .<Optional<String>>fold(Optional::of, unknown -> subnet.vpcId())
                .flatMap(id -> world.vpc(id).orElse(Optional.empty()))
                .filter(vpc -> vpc.associations().stream().noneMatch(block -> SHARED.overlaps(block.cidr())))
                .filter(vpc -> vpc.primaryCidr().filter(SHARED::overlaps).isEmpty())
                .isPresent();
    }

    /** Returns the only suitable pod subnet in the zone of the ENIConfig; empty if there is none or more than one. */
    static Optional<Subnet> inZoneOf(EniConfig config, World world) {
        return ZoneClaim.ofItself(config, world).flatMap(claim -> onlyOneIn(claim.zone(), Optional.empty(), world));
    }

    /** Returns a text such as {@code " of us-west-2a"}, or an empty text if the zone is unknown. */
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
                && subnet.condition()
                        .freeAddresses()
                        .map(free -> free >= ENOUGH)
                        .orElse(true)
                && !CniTags.of(subnet).isOptedOut()
                && isOfTheCluster(subnet, world);
    }

    private static boolean isOfTheCluster(Subnet subnet, World world) {
        return subnet.vpcId().isEmpty()
                || world.clusterVpcId().map(subnet.vpcId().get()::equals).orElse(true);
    }
}
