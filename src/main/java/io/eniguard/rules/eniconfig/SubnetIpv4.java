package io.eniguard.rules.eniconfig;

import static io.eniguard.policy.Action.DENY;

import io.eniguard.cluster.EniConfig;
import io.eniguard.rules.About;
import io.eniguard.rules.AwsFacts;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Rule;
import io.eniguard.rules.SubnetFitness;
import io.eniguard.vpc.EksCluster;
import io.eniguard.vpc.Subnet;
import io.eniguard.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks that the subnet and the cluster use IPv4. The rule reads the subnet's CIDR and the cluster's IP family, which never change. */
public final class SubnetIpv4 implements Rule<EniConfig> {

    private static final About ABOUT = About.of("subnet-ipv4", DENY)
            .says("The subnet has an IPv4 block, and the IP family of the cluster is IPv4")
            .because("""
                    Custom networking assigns only IPv4 addresses. In an IPv6 cluster, the CNI does not start if custom networking is
                    on. An IPv6-only subnet has no addresses for pods.
                    """)
            .source("https://docs.aws.amazon.com/eks/latest/userguide/cni-custom-network.html");

    private final PodSubnets podSubnets;

    /** @param fitness decides which subnets the fixes may name */
    public SubnetIpv4(SubnetFitness fitness) {
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
        EniConfig config = change.object();
        List<Finding> findings = new ArrayList<>(
                NamedSubnet.check(config, world, "%s has IPv4 addresses", subnet -> ofSubnet(config, subnet, world)));
        if (world.eksCluster().filter(EksCluster::isIpv6).isPresent()) {
            findings.add(new Violation(
                    "spec",
                    "the ipFamily of the cluster is ipv6, but custom networking is for IPv4 pods only",
                    "do not use ENIConfigs in this cluster"));
        }
        return findings;
    }

    private List<Finding> ofSubnet(EniConfig config, Subnet subnet, World world) {
        if (subnet.isIpv6Only()) {
            return List.of(ipv6Only(config, subnet, world));
        }
        return NamedSubnet.given(
                NamedSubnet.permanent(subnet.cidr(), world, "IPv4 block"),
                world,
                subnet.id() + " has IPv4 addresses",
                AwsFacts.SUBNETS,
                block -> List.of());
    }

    private Finding ipv6Only(EniConfig config, Subnet subnet, World world) {
        return new Violation(
                NamedSubnet.FIELD,
                subnet + " is for IPv6 only, but custom networking needs IPv4",
                podSubnets.nameRecommended(config, subnet, world));
    }
}
