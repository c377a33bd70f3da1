package io.eniguard.rules.eniconfig;

import static io.eniguard.policy.Action.DENY;

import io.eniguard.cluster.EniConfig;
import io.eniguard.rules.About;
import io.eniguard.rules.AwsFacts;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Given;
import io.eniguard.rules.Rule;
import io.eniguard.rules.SubnetFitness;
import io.eniguard.vpc.Subnet;
import io.eniguard.world.World;
import java.util.List;
import java.util.Optional;

/** Checks that the subnet is in the cluster's VPC. The rule reads the VPCs of the subnet and of the cluster, which never change. */
public final class SubnetVpc implements Rule<EniConfig> {

    private static final About ABOUT = About.of("subnet-vpc", DENY)
            .says("The subnet belongs to the cluster's VPC")
            .because("""
                    An instance can have interfaces only in its own VPC. EC2 rejects an interface in another VPC, aws-node restarts
                    again and again, and new nodes stay NotReady.
                    """)
            .source("https://docs.aws.amazon.com/eks/latest/userguide/cni-custom-network-tutorial.html");

    static final String SET_VPC_ID = "set --vpc-id to the VPC of the cluster";

    private final PodSubnets podSubnets;

    /** @param fitness decides which subnets the fixes may name */
    public SubnetVpc(SubnetFitness fitness) {
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
                "%s belongs to the cluster's VPC",
                subnet -> NamedSubnet.given(
                        EnclosingVpc.id(subnet, world),
                        world,
                        subnet.id() + " belongs to the cluster's VPC",
                        AwsFacts.SUBNET,
                        vpc -> compare(change.object(), subnet, vpc, world)));
    }

    private List<Finding> compare(EniConfig config, Subnet subnet, String vpc, World world) {
        return Given.given(
                world.clusterVpcId(),
                NamedSubnet.FIELD,
                "%s of %s belongs to the cluster's VPC".formatted(subnet.id(), vpc),
                SET_VPC_ID,
                clusterVpc -> judge(config, subnet, vpc, clusterVpc, world));
    }

    private List<Finding> judge(EniConfig config, Subnet subnet, String vpc, String clusterVpc, World world) {
        return vpc.equals(clusterVpc)
                ? List.of()
                : List.of(new Violation(
                        NamedSubnet.FIELD,
                        "%s is in %s, but the cluster runs in %s".formatted(subnet.id(), vpc, clusterVpc),
                        podSubnets.nameInVpc(clusterVpc, config, subnet, world)));
    }
}
