package io.eniguard.rules;

import io.eniguard.cluster.EniConfig;
import io.eniguard.world.World;

/**
 * Decides which subnets an ENIConfig may use. Rules on ENIConfigs use this interface so that their fixes name only subnets that pass every
 * rule. Fitness depends on the consequences of findings. The package {@code review} decides these consequences, so it also implements this
 * interface.
 */
@FunctionalInterface
public interface SubnetFitness {

    /**
     * No subnet is fit. The rules that judge a possible subnet use this value, because otherwise the fixes of their findings would need the
     * judgement of further subnets, without end.
     */
    SubnetFitness NONE = (subnetId, config, world) -> false;

    /** Returns whether the ENIConfig, with this subnet in place of its own, passes every rule about subnets. */
    boolean isFit(String subnetId, EniConfig config, World world);
}
