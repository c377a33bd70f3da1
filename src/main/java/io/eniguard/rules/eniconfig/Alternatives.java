package io.eniguard.rules.eniconfig;

import io.eniguard.net.CidrSet;
import io.eniguard.net.Ipv4Cidr;
import io.eniguard.rules.shared.PodSpace;
import io.eniguard.vpc.EksCluster;
import io.eniguard.vpc.Subnet;
import io.eniguard.vpc.Vpc;
import io.eniguard.world.World;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The alternatives to a pod subnet in carrier-grade NAT space if another network uses this space too. */
final class Alternatives {

    /** The prefix length of a suggested block. A larger block cannot be added to a VPC. */
    private static final int SUGGESTED = 16;

    private Alternatives() {}

    /** Returns a fix that names the alternatives, such as {@code use free blocks such as 100.72.0.0/16, IPv6 or another CNI}. */
    static String to(Subnet subnet, List<SharedSpaceUse> uses, World world) {
        CidrSet own = subnet.vpcId()
                .flatMap(id -> world.vpc(id).orElse(Optional.empty()))
                .map(Alternatives::blocks)
                .orElse(CidrSet.EMPTY);
        return Stream.of(
                        free(uses, own, world)
                                .map(block -> own.isEmpty()
                                        ? "another block of 100.64.0.0/10"
                                        : "free blocks such as " + block),
                        benchmarking(own),
                        Optional.of("IPv6 or another CNI"))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", ", "use ", ""));
    }

    private static CidrSet blocks(Vpc vpc) {
        return CidrSet.of(Stream.concat(
                        vpc.primaryCidr().stream(), vpc.associations().stream().map(Vpc.CidrAssociation::cidr))
                .toList());
    }

    /** Returns the first unused /16 of carrier-grade NAT space. The blocks of the VPC count as used. */
    private static Optional<Ipv4Cidr> free(List<SharedSpaceUse> uses, CidrSet own, World world) {
        return CidrSet.RFC_6598
                .subtract(CidrSet.of(uses.stream().map(SharedSpaceUse::block).toList()))
                .subtract(own)
                .subtract(world.eksCluster().map(EksCluster::remoteNetworks).orElse(CidrSet.EMPTY))
                .blocks()
                .stream()
                .filter(block -> block.prefix() <= SUGGESTED)
                .map(block -> new Ipv4Cidr(block.base(), SUGGESTED))
                .findFirst();
    }

    /**
     * Returns 198.19.0.0/16 if the VPC has a block of it and no private block. EC2 adds a block of 198.19.0.0/16 only to a VPC whose
     * primary block is in this range (VPC user guide, "CIDR block association restrictions").
     */
    private static Optional<String> benchmarking(CidrSet own) {
        return own.overlaps(PodSpace.BENCHMARKING) && !own.overlaps(CidrSet.RFC_1918)
                ? Optional.of("198.19.0.0/16")
                : Optional.empty();
    }
}
