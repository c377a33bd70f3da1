package io.eniguard.rules.eniconfig;

import io.eniguard.cluster.EniConfig;
import io.eniguard.rules.AwsFacts;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Given;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.Subnet;
import io.eniguard.world.Fact;
import io.eniguard.world.Fact.Missing;
import io.eniguard.world.World;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The subnet that an ENIConfig names. */
final class NamedSubnet {

    static final String FIELD = "spec.subnet";

    private NamedSubnet() {}

    /**
     * Judges the subnet. Returns no findings if the ENIConfig names no subnet or one that does not exist, because other rules report this.
     * Each rule reports an unknown subnet, and the reviewer combines these findings into one.
     *
     * @param question the continuation of "unknown whether " for the case that the subnet is unknown, with {@code %s} for its id
     */
    static List<Finding> check(EniConfig config, World world, String question, Function<Subnet, List<Finding>> judge) {
        return config.subnetId()
                .map(id -> Given.givenPresent(
                        world.subnet(id), FIELD, question.formatted(id), AwsFacts.SUBNETS.wanted(world), judge))
                .orElse(List.of());
    }

    /**
     * Judges a fact about the subnet.
     *
     * @param question the continuation of "unknown whether " for the case that the fact is unknown
     * @param wanted the facts that answer the question
     */
    static <V> List<Finding> given(
            Fact<V> fact, World world, String question, AwsFacts wanted, Function<V, List<Finding>> then) {
        return Given.given(fact, FIELD, question, wanted.wanted(world), then);
    }

    /** Returns a value of the subnet that can change. It is known only if the facts are fresh and contain it. */
    static <V> Fact<V> changeable(Optional<V> value, World world, String name) {
        return world.ifFresh(value, Missing.SUBNET, Part.SUBNETS).flatMap(fresh -> permanent(fresh, world, name));
    }

    /** Returns a value of the subnet that never changes. It is unknown only if the facts do not contain it. */
    static <V> Fact<V> permanent(Optional<V> value, World world, String name) {
        return value.map(Fact::known)
                .orElseGet(() -> Fact.unknown(
                        Missing.SUBNET,
                        "the facts do not contain its " + name + " (" + world.provenance(Part.SUBNETS) + ")"));
    }
}
