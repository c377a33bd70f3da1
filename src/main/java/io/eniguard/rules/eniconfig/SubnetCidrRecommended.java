package io.eniguard.rules.eniconfig;

import static io.eniguard.policy.Action.WARN;

import io.eniguard.cluster.EniConfig;
import io.eniguard.net.CidrSet;
import io.eniguard.net.Ipv4Cidr;
import io.eniguard.rules.About;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Rule;
import io.eniguard.rules.SubnetFitness;
import io.eniguard.rules.shared.PodSpace;
import io.eniguard.text.NameList;
import io.eniguard.vpc.Subnet;
import io.eniguard.vpc.Vpc;
import io.eniguard.world.World;
import java.util.List;
import java.util.Optional;

/**
 * Warns about subnets outside the blocks that AWS or a policy recommends. The rule reads the subnet's CIDR. If the CIDR is in 198.19.0.0/16, the rule
 * also reads the blocks of the VPC. Private blocks are checked by the rule {@code subnet-cidr}.
 */
public final class SubnetCidrRecommended implements Rule<EniConfig> {

    private static final About ABOUT = About.of("subnet-cidr-recommended", WARN)
            .says("A pod subnet is in 100.64.0.0/10, or in 198.19.0.0/16 if the VPC has no RFC 1918 block")
            .because("""
                    Other public blocks belong to somebody on the internet, and pods cannot reach the owner's addresses. AWS
                    recommends 198.19.0.0/16 too, but the VPC user guide lists it as restricted in a VPC with private blocks.
                    """)
            .source("https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html");

    private final PodSubnets podSubnets;

    /** @param fitness decides which subnets the fixes may name */
    public SubnetCidrRecommended(SubnetFitness fitness) {
        podSubnets = new PodSubnets(fitness);
    }

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
                "AWS recommends the block of %s for pods",
                subnet -> subnet.cidr()
                        .map(cidr -> judge(change.object(), subnet, cidr, world))
                        .orElse(List.of()));
    }

    private List<Finding> judge(EniConfig config, Subnet subnet, Ipv4Cidr cidr, World world) {
        PodSpace space = PodSpace.of(world);
        if (space.recommended().isEmpty()
                || space.isPermitted(cidr)
                || !space.deniedIn(cidr).isEmpty()) {
            return List.of();
        }
        if (!space.recommended().contains(cidr)) {
            return List.of(new Violation(
                    NamedSubnet.FIELD,
                    "%s is outside %s".formatted(subnet, inWords(space.recommended())),
                    podSubnets.nameRecommended(config, subnet, world)));
        }
        return PodSpace.BENCHMARKING.contains(cidr) ? besidePrivateBlock(config, subnet, world) : List.of();
    }

    private static String inWords(CidrSet blocks) {
        return NameList.of(blocks.blocks().stream().map(Ipv4Cidr::toString).toList());
    }

    private List<Finding> besidePrivateBlock(EniConfig config, Subnet subnet, World world) {
        String question = "198.19.0.0/16 can be in the VPC of " + subnet.id();
        return EnclosingVpc.check(
                subnet,
                world,
                question,
                vpc -> privateBlock(vpc)
                        .map(block -> List.<Finding>of(new Violation(
                                NamedSubnet.FIELD,
                                "%s is in 198.19.0.0/16, restricted beside %s".formatted(subnet.id(), block),
                                podSubnets.nameRecommended(config, subnet, world))))
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
