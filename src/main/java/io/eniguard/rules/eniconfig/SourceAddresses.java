package io.eniguard.rules.eniconfig;

import io.eniguard.cluster.CniVariables;
import io.eniguard.net.CidrSet;
import io.eniguard.world.World;
import java.util.Optional;

/**
 * The settings of the VPC CNI that decide whether packets of pods leave the VPC with the address of the pod or of the node.
 *
 * @param externalSnat whether nodes translate no addresses; empty if the DaemonSet aws-node is unknown
 * @param exclusions the destinations that nodes exclude if they translate addresses; empty if the list is in another object
 */
record SourceAddresses(Optional<Boolean> externalSnat, Optional<CidrSet> exclusions) {

    static SourceAddresses of(World world) {
        return world.cni()
                .map(settings -> new SourceAddresses(settings.externalSnat(), settings.snatExclusions()))
                .orElse(new SourceAddresses(Optional.empty(), Optional.of(CidrSet.EMPTY)));
    }

    boolean areAlwaysKept() {
        return externalSnat.orElse(false);
    }

    /** Returns whether nodes certainly translate addresses. */
    boolean areTranslated() {
        return externalSnat.filter(isOn -> !isOn).isPresent();
    }

    /** Returns whether nodes translate addresses, but it is unknown for which destinations they do not. */
    boolean haveUnknownExclusions() {
        return areTranslated() && exclusions.isEmpty();
    }

    /** Returns the destinations for which nodes translate addresses, as far as this is known. */
    CidrSet translated() {
        return CidrSet.EVERYTHING.subtract(exclusions.orElse(CidrSet.EMPTY));
    }

    /** Returns the destinations for which packets certainly keep the address of the pod. Packets inside the VPC always keep it. */
    CidrSet kept() {
        if (externalSnat.isEmpty()) {
            return CidrSet.EMPTY;
        }
        return areAlwaysKept() ? CidrSet.EVERYTHING : exclusions.orElse(CidrSet.EMPTY);
    }

    /** Returns the name of the setting that keeps the addresses, without the prefix {@code AWS_VPC_K8S_CNI_}. */
    String setting() {
        String variable = areAlwaysKept() ? CniVariables.EXTERNAL_SNAT : CniVariables.EXCLUDE_SNAT_CIDRS;
        return variable.substring("AWS_VPC_K8S_CNI_".length());
    }
}
