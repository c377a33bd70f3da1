package io.eniguard.rules.eniconfig;

import io.eniguard.cluster.EniConfig;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Given;
import io.eniguard.vpc.Subnet;
import io.eniguard.world.World;
import java.util.List;
import java.util.function.Function;

/** The subnet that an ENIConfig names, for the rules that judge it. */
final class SubnetOf {

    private SubnetOf() {}

    /**
     * What there is to say of the subnet. Nothing while the ENIConfig names none, or one that is known not to exist: other rules say
     * that. That nothing is known of it is said by every rule, and folded into one by the reviewer.
     *
     * @param question what cannot be told, going on from "unknown whether "
     */
    static List<Finding> check(EniConfig config, World world, String question, Function<Subnet, List<Finding>> judge) {
        return config.subnetId()
                .map(id -> Given.givenPresent(
                        world.subnet(id), "spec.subnet", question, "give eniguard the subnets of the VPC", judge))
                .orElse(List.of());
    }
}
