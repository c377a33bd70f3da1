package io.eniguard.rules.eniconfig;

import io.eniguard.cluster.EniConfig;
import io.eniguard.rules.AwsFacts;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Given;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.Subnet;
import io.eniguard.world.Fact.Missing;
import io.eniguard.world.Fact;
import io.eniguard.world.World;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The subnet that an ENIConfig names, for the rules that judge it. */
final class NamedSubnet {

    static final String FIELD = "spec.subnet";

    private NamedSubnet() {}

    /**
     * What there is to say of the subnet. Nothing while the ENIConfig names none, or one that is known not to exist: other rules say
     * that. That nothing is known of it is said by every rule, and folded into one by the reviewer.
     *
     * @param question what cannot be told, going on from "unknown whether "
     */
    static List<Finding> check(EniConfig config, World world, String question, Function<Subnet, List<Finding>> judge) {
        return config.subnetId()
                .map(id -> Given.givenPresent(world.subnet(id), FIELD, question, AwsFacts.SUBNETS.wanted(world), judge))
                .orElse(List.of());
    }

    /**
     * What follows from a fact about the subnet.
     *
     * @param question what cannot be told, going on from "unknown whether "
     * @param wanted the facts that would tell
     */
    static <V> List<Finding> given(
            Fact<V> fact, World world, String question, AwsFacts wanted, Function<V, List<Finding>> then) {
        return Given.given(fact, FIELD, question, wanted.wanted(world), then);
    }

    /** What can change about a subnet, while the facts are fresh and have it. */
    static <V> Fact<V> changeable(Optional<V> value, World world, String what) {
        return world.ifFresh(value, Missing.SUBNET, Part.SUBNETS).flatMap(told -> told(told, world, what));
    }

    /** What never changes about a subnet, where the facts have it: those written by hand may not. */
    static <V> Fact<V> told(Optional<V> value, World world, String what) {
        return value.map(Fact::known)
                .orElseGet(() -> Fact.unknown(
                        Missing.SUBNET, "the facts lack its " + what + " (" + world.provenance(Part.SUBNETS) + ")"));
    }
}
