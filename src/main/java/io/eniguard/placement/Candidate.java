package io.eniguard.placement;

import io.eniguard.cluster.EniConfig;
import io.eniguard.net.Zone;
import io.eniguard.vpc.Subnet;
import java.util.Optional;

/**
 * An ENIConfig that a node's label can name.
 *
 * @param subnet the subnet of the ENIConfig, with the name and the id of its zone if both are known; empty while no subnets are known
 */
public record Candidate(EniConfig eniConfig, Optional<Subnet> subnet) {

    public String name() {
        return eniConfig.name();
    }

    /**
     * Returns whether the ENIConfig serves the zone. While no subnets are known, the name of the ENIConfig decides, because the EKS best
     * practices recommend naming ENIConfigs after their zone.
     */
    boolean serves(Zone zone) {
        return subnet.map(known -> known.zone().isSameAs(zone).orElse(false))
                .orElseGet(() -> zone.name().filter(name()::equals).isPresent()
                        || zone.id().filter(name()::equals).isPresent());
    }
}
