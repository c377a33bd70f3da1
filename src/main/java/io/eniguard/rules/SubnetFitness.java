package io.eniguard.rules;

import io.eniguard.cluster.EniConfig;
import io.eniguard.world.World;

/**
 * Decides which subnets an ENIConfig may use. Rules on ENIConfigs use this interface so that their fixes name only subnets that pass every
 * rule. The package {@code review} implements this interface, because it decides the consequences of findings.
 */
@FunctionalInterface
public interface SubnetFitness {

    /**
     * Treats every subnet as unfit. The rules that judge a possible subnet use this value, because otherwise the fixes of their findings
     * would require the judgement of further subnets, in an endless recursion.
     */
    SubnetFitness NONE = (subnetId, config, world) -> false;

    /** Returns whether the ENIConfig would pass every rule about subnets if it named this subnet. */
    boolean isFit(String subnetId, EniConfig config, World world);
}
