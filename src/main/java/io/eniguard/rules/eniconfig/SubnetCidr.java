package io.eniguard.rules.eniconfig;

import static io.eniguard.policy.Action.DENY;

import io.eniguard.cluster.EniConfig;
import io.eniguard.net.Ipv4Cidr;
import io.eniguard.rules.About;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Rule;
import io.eniguard.rules.SubnetFitness;
import io.eniguard.rules.shared.PodSpace;
import io.eniguard.vpc.Subnet;
import io.eniguard.world.World;
import java.util.List;
import java.util.Optional;

/** Keeps pods out of private address space, or out of the blocks that a policy denies. The rule reads only the subnet's CIDR, which never changes. */
public final class SubnetCidr implements Rule<EniConfig> {

    private static final About ABOUT = About.of("subnet-cidr", DENY)
            .says("A pod subnet overlaps none of 10.0.0.0/8, 172.16.0.0/12 and 192.168.0.0/16")
            .because("""
                    Offices, data centres and peered VPCs use these blocks. If a pod and a machine there have the same address, the
                    pod cannot reach the machine. To move pods to another subnet later, all nodes that use the subnet must be
                    replaced.
                    """)
            .source("https://docs.aws.amazon.com/eks/latest/best-practices/custom-networking.html");

    private final PodSubnets podSubnets;

    /** @param fitness decides which subnets the fixes may name */
    public SubnetCidr(SubnetFitness fitness) {
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
                "%s overlaps private address space",
                subnet -> subnet.cidr()
                        .map(cidr -> PodSpace.of(world).deniedIn(cidr))
                        .filter(blocks -> !blocks.isEmpty())
                        .map(blocks -> List.of(
                                overlap(subnet, blocks, podSubnets.nameRecommended(change.object(), subnet, world))))
                        .orElse(List.of()));
    }

    private static Finding overlap(Subnet subnet, List<Ipv4Cidr> blocks, String fix) {
        return new Violation(NamedSubnet.FIELD, "%s overlaps %s".formatted(subnet, PodSpace.inWords(blocks)), fix);
    }
}
