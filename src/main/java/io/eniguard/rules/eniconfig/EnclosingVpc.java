package io.eniguard.rules.eniconfig;

import io.eniguard.rules.AwsFacts;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Given;
import io.eniguard.vpc.Subnet;
import io.eniguard.vpc.Vpc;
import io.eniguard.world.Fact;
import io.eniguard.world.World;
import java.util.List;
import java.util.function.Function;

/** The VPC that contains a subnet. */
final class EnclosingVpc {

    private EnclosingVpc() {}

    /** Returns the id of the VPC. The VPC of a subnet never changes. */
    static Fact<String> id(Subnet subnet, World world) {
        return NamedSubnet.permanent(subnet.vpcId(), world, "VPC");
    }

    /**
     * Returns the findings about the VPC of the subnet. Returns no findings if the facts describe only other VPCs.
     *
     * @param question the open question if the VPC is unknown, as a clause that follows "unknown whether "
     */
    static List<Finding> check(Subnet subnet, World world, String question, Function<Vpc, List<Finding>> judge) {
        return Given.givenPresent(
                id(subnet, world).flatMap(world::vpc),
                NamedSubnet.FIELD,
                question,
                (subnet.vpcId().isPresent() ? AwsFacts.VPC : AwsFacts.SUBNET).wanted(world),
                judge);
    }
}
