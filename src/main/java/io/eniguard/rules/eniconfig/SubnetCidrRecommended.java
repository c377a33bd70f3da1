package io.eniguard.rules.eniconfig;

import static io.eniguard.rules.Action.WARN;

import io.eniguard.cluster.EniConfig;
import io.eniguard.net.CidrSet;
import io.eniguard.net.Ipv4Cidr;
import io.eniguard.rules.About;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Rule;
import io.eniguard.vpc.Subnet;
import io.eniguard.vpc.Vpc;
import io.eniguard.world.World;
import java.util.List;
import java.util.Optional;

/**
 * Speaks for the blocks that AWS recommends. Reads the subnet's CIDR and, for 198.19.0.0/16 only, the blocks of its VPC. Private blocks
 * are {@code subnet-cidr}'s subject.
 */
public final class SubnetCidrRecommended implements Rule<EniConfig> {

    private static final About ABOUT = About.of("subnet-cidr-recommended", WARN)
            .says("A pod subnet lies in 100.64.0.0/10, or in 198.19.0.0/16 where the VPC has no RFC 1918 block")
            .because("""
                    Other blocks belong to somebody on the internet, whom pods then cannot reach. 198.19.0.0/16 is recommended
                    too, but the VPC user guide lists it among the blocks that cannot be added to a VPC with private ones.
                    """)
            .source("https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html");

    private static final CidrSet BENCHMARKING = CidrSet.of("198.19.0.0/16");

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
        return NamedSubnet.check(
                change.object(),
                world,
                "AWS recommends its block for pods",
                subnet -> subnet.cidr()
                        .map(cidr -> judge(change.object(), subnet, cidr, world))
                        .orElse(List.of()));
    }

    private static List<Finding> judge(EniConfig config, Subnet subnet, Ipv4Cidr cidr, World world) {
        CidrSet permitted = world.parameters().permitted();
        if (permitted.contains(cidr)
                || !PrivateSpace.overlappedBy(cidr, permitted).isEmpty()) {
            return List.of();
        }
        if (BENCHMARKING.contains(cidr)) {
            return besidePrivateBlocks(config, subnet, world);
        }
        return PrivateSpace.RECOMMENDED.contains(cidr)
                ? List.of()
                : List.of(new Violation(
                        NamedSubnet.FIELD,
                        subnet + " is not in 100.64.0.0/10 or 198.19.0.0/16, as AWS recommends",
                        PodSubnets.nameOneFor(config, subnet, world)));
    }

    private static List<Finding> besidePrivateBlocks(EniConfig config, Subnet subnet, World world) {
        String question = "198.19.0.0/16 may be used there";
        return EnclosingVpc.check(
                subnet,
                world,
                question,
                vpc -> privateBlock(vpc)
                        .map(block -> List.<Finding>of(new Violation(
                                NamedSubnet.FIELD,
                                "%s is in 198.19.0.0/16, ruled out beside the VPC's %s".formatted(subnet, block),
                                PodSubnets.nameOneFor(config, subnet, world))))
                        .orElse(List.of()));
    }

    private static Optional<Ipv4Cidr> privateBlock(Vpc vpc) {
        return vpc.associations().stream()
                .filter(Vpc.CidrAssociation::isAssociated)
                .map(Vpc.CidrAssociation::cidr)
                .filter(block -> !CidrSet.RFC_1918.overlapping(block).isEmpty())
                .findFirst()
                .or(() -> vpc.primaryCidr()
                        .filter(block -> !CidrSet.RFC_1918.overlapping(block).isEmpty()));
    }
}
