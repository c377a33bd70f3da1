package io.eniguard.rules.eniconfig;

import io.eniguard.cluster.EniConfig;
import io.eniguard.net.Zone;
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
     * Returns the findings about the subnet. Returns no findings if the ENIConfig names no subnet or a missing subnet, because other rules
     * report these mistakes. Each rule reports an unknown subnet, and the reviewer combines the findings about it into one finding.
     *
     * @param question the open question if the subnet is unknown, as a clause that follows "unknown whether ", with {@code %s} as a
     *     placeholder for the subnet's id
     */
    static List<Finding> check(EniConfig config, World world, String question, Function<Subnet, List<Finding>> judge) {
        return config.subnetId()
                // Each rule calls this method in each review, so it words the question only if the answer is unknown.
                .map(id -> world.subnet(id)
                        .fold(
                                present -> present.map(judge).orElse(List.of()),
                                missing -> List.of(Given.unknown(
                                        missing, FIELD, question.formatted(id), AwsFacts.SUBNETS.wanted(world)))))
                .orElse(List.of());
    }

    /** Returns the zone of the subnet; empty if the subnet or its zone is unknown. */
    static Optional<Zone> zoneOf(EniConfig config, World world) {
        return config.subnetId()
                .flatMap(id -> world.subnet(id).orElse(Optional.empty()))
                .map(Subnet::zone)
                .filter(Zone::isKnown);
    }

    /**
     * Returns the findings about a fact that belongs to the subnet.
     *
     * @param question the open question if the fact is unknown, as a clause that follows "unknown whether "
     * @param wanted the facts that answer the question
     */
    static <V> List<Finding> given(
            Fact<V> fact, World world, String question, AwsFacts wanted, Function<V, List<Finding>> then) {
        return Given.given(fact, FIELD, question, wanted.wanted(world), then);
    }

    /** Returns a value of the subnet that can change. The value is known only if the facts are fresh and contain the value. */
    static <V> Fact<V> changeable(Optional<V> value, World world, String name) {
        return world.ifFresh(value, Missing.SUBNET, Part.SUBNETS).flatMap(fresh -> permanent(fresh, world, name));
    }

    /** Returns a value of the subnet that never changes. The value is unknown only if the facts do not contain it. */
    static <V> Fact<V> permanent(Optional<V> value, World world, String name) {
        return value.map(Fact::known)
                .orElseGet(() -> Fact.unknown(
                        Missing.SUBNET,
                        "the facts do not contain its " + name + " (" + world.provenance(Part.SUBNETS) + ")"));
    }
}
