package io.eniguard.rules.eniconfig;

import static io.eniguard.policy.Action.AUDIT;

import io.eniguard.cluster.EniConfig;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.rules.About;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Rule;
import io.eniguard.vpc.EksCluster;
import io.eniguard.vpc.Subnet;
import io.eniguard.vpc.Vpc;
import io.eniguard.world.World;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reports a VPC that is ready for an IPv6 cluster. All ENIConfigs of a cluster share the VPC, so only the first ENIConfig in order of name
 * gets the finding. An unknown VPC leads to no finding, since the finding is only advice.
 */
public final class Ipv6Ahead implements Rule<EniConfig> {

    private static final About ABOUT = About.of("ipv6-ahead", AUDIT)
            .says("The VPC of an ENIConfig has no IPv6 block")
            .because("""
                    AWS recommends IPv6 clusters in dual-stack VPCs. Custom networking takes more effort than IPv6: each zone needs an
                    ENIConfig, and each node runs fewer pods. In an IPv6 cluster, pod addresses do not run out. The IP family of a
                    cluster cannot change, so the choice is easier before a cluster has many users. The guide docs/when-to-use.md
                    compares the alternatives.
                    """)
            .source("https://docs.aws.amazon.com/eks/latest/best-practices/custom-networking.html");

    @Override
    public About about() {
        return ABOUT;
    }

    @Override
    public Set<ReviewedKind> concludesFromAbsenceOf() {
        return Set.of(ReviewedKind.ENI_CONFIG);
    }

    @Override
    public Optional<String> reads(EniConfig object, World world) {
        return object.subnetId();
    }

    @Override
    public List<Finding> check(Change<EniConfig> change, World world) {
        EniConfig config = change.object();
        if (!world.cluster().isFirstEniConfig(config.name())
                || world.eksCluster().filter(EksCluster::isIpv6).isPresent()) {
            return List.of();
        }
        return vpc(config, world).filter(Vpc::isDualStack).map(Ipv6Ahead::note).stream()
                .toList();
    }

    private static Optional<Vpc> vpc(EniConfig config, World world) {
        return config.subnetId()
                .flatMap(id -> world.subnet(id).orElse(Optional.empty()))
                .flatMap(Subnet::vpcId)
                .flatMap(id -> world.vpc(id).orElse(Optional.empty()));
    }

    private static Finding note(Vpc vpc) {
        return new Violation(
                NamedSubnet.FIELD,
                "%s has an IPv6 block, and AWS recommends IPv6 clusters instead of custom networking in dual-stack VPCs"
                        .formatted(vpc.id()),
                "compare IPv6 and enhanced subnet discovery with custom networking (docs/when-to-use.md)");
    }
}
