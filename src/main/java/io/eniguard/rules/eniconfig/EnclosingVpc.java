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

/** The VPC that a subnet lies in. */
final class EnclosingVpc {

    private EnclosingVpc() {}

    /** Its id, which never changes. */
    static Fact<String> id(Subnet subnet, World world) {
        return NamedSubnet.told(subnet.vpcId(), world, "VPC");
    }

    /**
     * What there is to say of the VPC; nothing where the facts are of other VPCs only.
     *
     * @param question what cannot be told, going on from "unknown whether "
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
