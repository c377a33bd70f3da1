package io.eniguard.rules.eniconfig;

import io.eniguard.cluster.EniConfig;
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

    private PodSubnets() {}

    /** "name …": another subnet for the ENIConfig than the given one. By its id, where one alone is at hand. */
    static String nameOneFor(EniConfig config, Subnet insteadOf, World world) {
        Zone zone = ZoneClaim.ofItself(config, world)
                .filter(claim -> !claim.isNoZone())
                .map(ZoneClaim::zone)
                .orElse(insteadOf.zone());
        return onlyOneIn(zone, Optional.of(insteadOf), world)
                .map(subnet -> "name " + subnet)
                .orElseGet(() -> "name a subnet" + ofZone(zone) + " inside 100.64.0.0/10");
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
        Optional<String> vpc = world.vpc().clusterVpcId();
        return vpc.isEmpty() || subnet.vpcId().isEmpty() || vpc.equals(subnet.vpcId());
    }
}
