package io.eniguard.placement;

import io.eniguard.cluster.EniConfig;
import io.eniguard.net.Zone;
import io.eniguard.vpc.Subnet;
import io.eniguard.world.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The ENIConfigs that eniguard can choose for nodes, in order of name. The ENIConfig {@code default} is excluded, because nodes only fall
 * back to it. ENIConfigs whose name is too long for a label are also excluded, and so are ENIConfigs with an unknown subnet, unless no
 * subnets are known. The zone of a subnet never changes, so old facts can be used.
 */
public final class Candidates {

    private final World world;
    private final List<Candidate> all;

    private Candidates(World world, List<Candidate> all) {
        this.world = world;
        this.all = all;
    }

    public static Candidates of(World world) {
        return new Candidates(
                world,
                world.cluster().eniConfigs().stream()
                        .filter(eniConfig -> !eniConfig.isDefault() && eniConfig.canBeLabelValue())
                        .flatMap(eniConfig -> candidate(eniConfig, world))
                        .toList());
    }

    private static Stream<Candidate> candidate(EniConfig eniConfig, World world) {
        Optional<Map<String, Subnet>> subnets = world.vpc().subnets();
        if (subnets.isEmpty()) {
            return Stream.of(new Candidate(eniConfig, Optional.empty()));
        }
        return eniConfig
                .subnetId()
                .flatMap(id -> Optional.ofNullable(subnets.get().get(id)))
                .map(subnet -> new Candidate(eniConfig, Optional.of(withCompleteZone(subnet, world))))
                .stream();
    }

    private static Subnet withCompleteZone(Subnet subnet, World world) {
        return subnet.with(world.complete(subnet.zone()));
    }

    public List<Candidate> in(Zone zone) {
        Zone complete = world.complete(zone);
        return all.stream().filter(candidate -> candidate.serves(complete)).toList();
    }
}
