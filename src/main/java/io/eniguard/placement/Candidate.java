package io.eniguard.placement;

import io.eniguard.cluster.EniConfig;
import io.eniguard.net.Zone;
import io.eniguard.vpc.Subnet;
import java.util.Optional;

/**
 * An ENIConfig that a node's label can name.
 *
 * @param subnet with both spellings of its zone, where those are known; empty while no subnets are known at all
 */
public record Candidate(EniConfig eniConfig, Optional<Subnet> subnet) {

    public String name() {
        return eniConfig.name();
    }

    /** By its subnet's zone; while no subnets are known, by its name, since the EKS best practices name ENIConfigs after their zone. */
    boolean serves(Zone zone) {
        return subnet.map(known -> known.zone().isSameAs(zone).orElse(false))
                .orElseGet(() -> zone.name().filter(name()::equals).isPresent()
                        || zone.id().filter(name()::equals).isPresent());
    }
}
