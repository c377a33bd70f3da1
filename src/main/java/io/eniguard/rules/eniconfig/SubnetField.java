package io.eniguard.rules.eniconfig;

import io.eniguard.cluster.EniConfig;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.vpc.Subnet;
import io.eniguard.world.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks the form of {@code spec.subnet}. Facts about the VPC only improve the fix. */
record SubnetField(PodSubnets podSubnets) {

    List<Finding> check(EniConfig config, World world) {
        if (config.subnetId().isPresent()) {
            return List.of();
        }
        Optional<Object> value = config.subnetValue();
        if (value.isEmpty() || value.get().equals("")) {
            return List.of(missing("spec.subnet is " + (value.isEmpty() ? "missing" : "empty"), config, world));
        }
        return List.of(new Violation(
                NamedSubnet.FIELD,
                IdForm.SUBNET.objection(NamedSubnet.FIELD, value.get()),
                IdForm.SUBNET
                        .meantBy(value.get(), knownIds(world))
                        .or(() -> idByName(value.get(), world))
                        .filter(id -> podSubnets.isFit(id, config, world))
                        .map(id -> "did you mean " + id + "?")
                        .orElseGet(() -> nameSubnet(config, world))));
    }

    Finding missingSpec(EniConfig config, World world) {
        return new Violation("spec", "no subnet named: spec is missing", nameSubnet(config, world));
    }

    private Finding missing(String reason, EniConfig config, World world) {
        return new Violation(NamedSubnet.FIELD, "no subnet named: " + reason, nameSubnet(config, world));
    }

    private String nameSubnet(EniConfig config, World world) {
        return podSubnets
                .inZoneOf(config, world)
                .map(subnet -> "set spec.subnet to " + subnet)
                .orElseGet(() -> "set spec.subnet to the id of a pod subnet"
                        + ZoneClaim.ofItself(config, world)
                                .filter(claim -> !claim.isNoZone())
                                .map(claim -> " of " + claim)
                                .orElse(""));
    }

    private static Set<String> knownIds(World world) {
        return world.vpc().subnets().map(Map::keySet).orElse(Set.of());
    }

    /** Returns the id of the only subnet whose tag {@code Name} has this value. */
    private static Optional<String> idByName(Object value, World world) {
        List<String> named = world.vpc().subnets().stream()
                .flatMap(all -> all.values().stream())
                .filter(subnet -> value.equals(subnet.condition().tags().get("Name")))
                .map(Subnet::id)
                .limit(2)
                .toList();
        return named.size() == 1 ? Optional.of(named.get(0)) : Optional.empty();
    }
}
