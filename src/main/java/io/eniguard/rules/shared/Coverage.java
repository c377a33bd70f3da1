package io.eniguard.rules.shared;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.EniConfig;
import io.eniguard.cluster.EniConfigChoice;
import io.eniguard.net.Zone;
import io.eniguard.vpc.Subnet;
import io.eniguard.world.World;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Decides which zones have an ENIConfig that nodes can use under the settings of the CNI. A cluster has many nodes but few zones, so each
 * zone is examined only once. Objects of this class are for one thread.
 */
public final class Coverage {

    private final CniSettings cni;
    private final World world;
    private final Map<Zone, Boolean> lacking = new HashMap<>();

    private Coverage(CniSettings cni, World world) {
        this.cni = cni;
        this.world = world;
    }

    public static Coverage by(CniSettings cni, World world) {
        return new Coverage(cni, world);
    }

    /**
     * Returns the coverage in the world. The result is empty if the settings of the CNI are unknown or turn custom networking off. The
     * result is also empty if the settings are assumed and no ENIConfig is known, because eniguard then has no facts about the cluster.
     */
    public static Optional<Coverage> of(World world) {
        return world.cluster()
                .cni()
                .filter(CniSettings::customNetworking)
                .filter(cni -> !cni.assumed() || !world.cluster().eniConfigs().isEmpty())
                .map(cni -> by(cni, world));
    }

    /**
     * Returns whether it is certain that no ENIConfig serves the zone. An unfit ENIConfig counts as serving its zone, because other rules
     * report that ENIConfig.
     */
    public boolean lacks(Zone zone) {
        return lacking.computeIfAbsent(zone, this::isLacking);
    }

    private boolean isLacking(Zone zone) {
        return zone.isKnown()
                && (isByName()
                        ? name(zone)
                                .filter(name -> world.cluster().eniConfig(name).isEmpty())
                                .isPresent()
                        : world.cluster().eniConfigs().stream().allMatch(config -> isElsewhere(config, zone)));
    }

    /**
     * Returns whether a running node resolves to an ENIConfig of its zone; true if this is unknown. An ENIConfig of the zone that the node
     * does not resolve to is of no use to the node: amazon-vpc-cni-k8s, pkg/eniconfig/eniconfig.go, GetNodeSpecificENIConfigName.
     */
    public boolean isServed(ClusterNode node) {
        EniConfigChoice choice = cni.resolve(node);
        Optional<String> name = choice.isFallback() && isByName() ? name(node.zone()) : Optional.of(choice.name());
        return name.isEmpty()
                || name.flatMap(world.cluster()::eniConfig)
                        .filter(config -> !isElsewhere(config, node.zone()))
                        .isPresent();
    }

    /** Returns whether nodes use the ENIConfig whose name is the name or the id of the node's zone. */
    public boolean isByName() {
        return cni.keys().isLabelZone();
    }

    private Optional<String> name(Zone zone) {
        return cni.keys().isLabelZoneId()
                ? world.complete(zone).id()
                : world.complete(zone).name();
    }

    private boolean isElsewhere(EniConfig config, Zone zone) {
        Optional<Subnet> subnet =
                config.subnetId().flatMap(id -> world.subnet(id).orElse(Optional.empty()));
        return subnet.isPresent()
                ? subnet.flatMap(there -> world.isSameZone(there.zone(), zone))
                        .map(same -> !same)
                        .orElse(false)
                : isNamedLikeAnother(config, world.complete(zone));
    }

    /**
     * Returns whether the zone annotation of the ENIConfig, or its name if it has no annotation, starts with another zone of the region.
     * Another zone differs from the given zone only in the last character. Examples of such names for the zone us-west-2a are {@code
     * us-west-2b} and {@code us-west-2b-pods}.
     */
    private static boolean isNamedLikeAnother(EniConfig config, Zone zone) {
        String stated = config.annotations().getOrDefault(EniConfig.ZONE_ANNOTATION, config.name());
        return zone.name().filter(name -> isSibling(stated, name)).isPresent()
                || zone.id().filter(id -> isSibling(stated, id)).isPresent();
    }

    private static boolean isSibling(String stated, String zone) {
        int last = zone.length() - 1;
        return stated.regionMatches(0, zone, 0, last)
                && stated.length() > last
                && stated.charAt(last) != zone.charAt(last)
                && (stated.length() == zone.length() || "-.".indexOf(stated.charAt(zone.length())) >= 0);
    }
}
