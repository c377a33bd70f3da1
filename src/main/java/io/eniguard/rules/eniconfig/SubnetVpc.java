package io.eniguard.rules.eniconfig;

import static io.eniguard.rules.Action.DENY;

import io.eniguard.cluster.EniConfig;
import io.eniguard.rules.About;
import io.eniguard.rules.AwsFacts;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Given;
import io.eniguard.rules.Rule;
import io.eniguard.vpc.Subnet;
import io.eniguard.world.World;
import java.util.List;
import java.util.Optional;

/** Keeps pods in the cluster's VPC. Reads the subnet's VPC and the cluster's, neither of which ever changes. */
public final class SubnetVpc implements Rule<EniConfig> {

    private static final About ABOUT = About.of("subnet-vpc", DENY)
            .says("The subnet lies in the cluster's VPC")
            .because("""
                    An instance takes interfaces in its own VPC only. EC2 refuses one in another, aws-node starts over again and
                    again, and new nodes stay NotReady.
                    """)
            .source("https://docs.aws.amazon.com/eks/latest/userguide/cni-custom-network-tutorial.html");

    static final String NAME_THE_CLUSTERS_VPC = "name the cluster's VPC by --vpc-id";

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
                "it lies in the cluster's VPC",
                subnet -> NamedSubnet.given(
                        EnclosingVpc.id(subnet, world),
                        world,
                        subnet.id() + " lies in the cluster's VPC",
                        AwsFacts.SUBNET,
                        vpc -> compare(change.object(), subnet, vpc, world)));
    }

    private static List<Finding> compare(EniConfig config, Subnet subnet, String vpc, World world) {
        return Given.given(
                world.clusterVpcId(),
                NamedSubnet.FIELD,
                "%s of %s lies in the cluster's VPC".formatted(subnet.id(), vpc),
                NAME_THE_CLUSTERS_VPC,
                clusters -> judge(config, subnet, vpc, clusters, world));
    }

    private static List<Finding> judge(EniConfig config, Subnet subnet, String vpc, String clusters, World world) {
        return vpc.equals(clusters)
                ? List.of()
                : List.of(new Violation(
                        NamedSubnet.FIELD,
                        "%s is of %s, but the cluster runs in %s".formatted(subnet, vpc, clusters),
                        PodSubnets.nameOneOf(clusters, config, subnet, world)));
    }
}
