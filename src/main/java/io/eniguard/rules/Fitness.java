package io.eniguard.rules;

import io.eniguard.cluster.EniConfig;
import io.eniguard.world.World;
import java.util.Optional;

/**
 * Decides which stored ENIConfigs may serve nodes. Rules on nodes use this interface so that their fixes name only fit ENIConfigs. Fitness
 * depends on the consequences of findings. The package {@code review} decides these consequences, so it also implements this interface.
 */
@FunctionalInterface
public interface Fitness {

    /** Returns the id of the first rule, in order of id, that makes the ENIConfig unfit; empty when it is fit. */
    Optional<String> brokenRule(EniConfig eniConfig, World world);

    /** Returns whether the ENIConfig may serve nodes. */
    default boolean isFit(EniConfig eniConfig, World world) {
        return brokenRule(eniConfig, world).isEmpty();
    }
}
