package io.eniguard.rules.eniconfig;

import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.EniConfig;
import io.eniguard.net.Ipv4Cidr;
import io.eniguard.net.Zone;
import io.eniguard.rules.SubnetFitness;
import io.eniguard.rules.shared.PodSpace;
import io.eniguard.vpc.EksCluster;
import io.eniguard.vpc.Subnet;
import io.eniguard.vpc.Vpc;
import io.eniguard.world.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds subnets that are intended for pods, so that fixes can name them.
 *
 * @param fitness decides which subnets an ENIConfig may use
 */
record PodSubnets(SubnetFitness fitness) {

    /** The number of free addresses that a subnet needs so that a fix may name it. */
    private static final int ENOUGH = FirstNode.OF_ANY_TYPE.addresses();

    /**
     * Returns a fix that suggests a subnet in a recommended block. The fix contains the id of a subnet if exactly one known subnet is
     * suitable.
     */
    String nameRecommended(EniConfig config, Subnet insteadOf, World world) {
        return name(config, insteadOf, "a subnet", recommended(insteadOf, world), world);
    }

    /**
     * Returns a fix that suggests another pod subnet. The fix contains the id of a subnet if exactly one known subnet is suitable.
     *
     * @param quality the text that follows "another pod subnet of us-west-2a"; may be empty
     */
    String nameAnother(EniConfig config, Subnet insteadOf, String quality, World world) {
        return name(config, insteadOf, "another pod subnet", quality + " or create one", world);
    }

    /** Returns a fix that suggests a pod subnet of a VPC. The fix contains the id of a subnet if exactly one known subnet is suitable. */
    String nameInVpc(String vpc, EniConfig config, Subnet insteadOf, World world) {
        return name(config, insteadOf, "a pod subnet", " in " + vpc, world);
    }

    private String name(EniConfig config, Subnet insteadOf, String subnet, String quality, World world) {
        Zone zone = ZoneClaim.ofItself(config, world)
                .filter(claim -> !claim.isNoZone())
                .map(ZoneClaim::zone)
                .orElse(insteadOf.zone());
        return "name "
                + onlyOneIn(zone, config, world).map(Subnet::toString).orElseGet(() -> subnet + ofZone(zone) + quality);
    }

    /**
     * Returns a text such as {@code " inside 100.64.0.0/10"}. The block is the first recommended one of which the VPC has addresses. If the
     * VPC certainly needs another CIDR block before a recommended subnet can be created, the text says so.
     */
    private static String recommended(Subnet insteadOf, World world) {
        List<Ipv4Cidr> blocks = PodSpace.suggestedIn(world);
        if (blocks.isEmpty()) {
            return " outside the denied blocks";
        }
        Optional<Vpc> vpc = world.clusterVpcId()
                .<Optional<String>>fold(Optional::of, unknown -> insteadOf.vpcId())
                .flatMap(id -> world.vpc(id).orElse(Optional.empty()));
        return blocks.stream()
                .filter(block -> vpc.isEmpty() || provides(vpc.get(), block))
                .findFirst()
                .map(block -> " inside " + block)
                .orElseGet(() -> " in a new block of " + blocks.get(0));
    }

    private static boolean provides(Vpc vpc, Ipv4Cidr block) {
        return vpc.primaryCidr().filter(block::overlaps).isPresent()
                || vpc.associations().stream()
                        .anyMatch(own -> block.overlaps(own.cidr()) && (own.isAssociated() || own.isUnderWay()));
    }

    /** Returns the only suitable pod subnet in the zone of the ENIConfig; empty if there is none or more than one. */
    Optional<Subnet> inZoneOf(EniConfig config, World world) {
        return ZoneClaim.ofItself(config, world).flatMap(claim -> onlyOneIn(claim.zone(), config, world));
    }

    /** Returns whether a fix may name the subnet. The subnet need not be intended for pods. */
    boolean isFit(String subnetId, EniConfig config, World world) {
        return fitness.isFit(subnetId, config, world);
    }

    /** Returns a text such as {@code " of us-west-2a"}, or an empty text if the zone is unknown. */
    static String ofZone(Zone zone) {
        return zone.isKnown() ? " of " + zone : "";
    }

    private Optional<Subnet> onlyOneIn(Zone zone, EniConfig config, World world) {
        Stream<Subnet> all = world.vpc().subnets().map(Map::values).stream().flatMap(subnets -> subnets.stream());
        List<Subnet> candidates = all.filter(
                        subnet -> world.isSameZone(subnet.zone(), zone).orElse(false))
                .filter(subnet -> config.subnetId().filter(subnet.id()::equals).isEmpty())
                .filter(subnet -> isForPods(subnet, world))
                // The judgement is the last condition, because it applies many rules.
                .filter(subnet -> isFit(subnet.id(), config, world))
                .limit(2)
                .toList();
        return candidates.size() == 1 ? Optional.of(candidates.get(0)) : Optional.empty();
    }

    /**
     * Returns whether the known facts show that the subnet is intended for pods and can be used. Facts that are too old for a judgement
     * count here too.
     */
    private static boolean isForPods(Subnet subnet, World world) {
        return subnet.cidr()
                        .filter(cidr -> PodSpace.of(world).isRecommended(cidr))
                        .filter(cidr -> !SubnetServiceCidr.overlapsAny(cidr, world))
                        .isPresent()
                && subnet.condition().state().map("available"::equals).orElse(true)
                && subnet.condition()
                        .freeAddresses()
                        .map(free -> free
                                >= Math.max(
                                        ENOUGH,
                                        world.parameters().minFreeAddresses().orElse(0)))
                        .orElse(true)
                && !isTagged(CniTags.of(subnet), world)
                && isInUsableBlock(subnet, world)
                && isOfTheCluster(subnet, world);
    }

    /** Returns whether the tags may exclude the subnet from this cluster. */
    private static boolean isTagged(CniTags tags, World world) {
        return tags.isOptedOut()
                || (tags.isReserved()
                        && world.cluster()
                                .cni()
                                .flatMap(CniSettings::clusterName)
                                .or(() -> world.eksCluster().flatMap(EksCluster::name))
                                .filter(tags.clusters()::contains)
                                .isEmpty());
    }

    private static boolean isInUsableBlock(Subnet subnet, World world) {
        return subnet.vpcId()
                .flatMap(id -> world.vpc(id).orElse(Optional.empty()))
                .flatMap(vpc -> subnet.cidr().flatMap(vpc::associationOf))
                .map(Vpc.CidrAssociation::isAssociated)
                .orElse(true);
    }

    private static boolean isOfTheCluster(Subnet subnet, World world) {
        return subnet.vpcId().isEmpty()
                || world.clusterVpcId().map(subnet.vpcId().get()::equals).orElse(true);
    }
}
