package io.eniguard.rules.shared;

import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.EniConfig;
import io.eniguard.net.Zone;
import io.eniguard.vpc.Subnet;
import io.eniguard.world.World;
import java.util.Optional;

/** The zones that ENIConfigs serve, with the settings of the CNI. */
public final class Coverage {

    private static final String ZONE_ID_LABEL = "topology.k8s.aws/zone-id";

    private final CniSettings cni;
    private final World world;

    private Coverage(CniSettings cni, World world) {
        this.cni = cni;
        this.world = world;
    }

    public static Coverage by(CniSettings cni, World world) {
        return new Coverage(cni, world);
    }

    /**
     * Empty while custom networking is off, or not known to be on; and where neither aws-node nor an ENIConfig is at hand, since
     * then the cluster is not what eniguard was given.
     */
    public static Optional<Coverage> of(World world) {
        return world.cluster()
                .cni()
                .filter(CniSettings::customNetworking)
                .filter(cni -> !cni.assumed() || !world.cluster().eniConfigs().isEmpty())
                .map(cni -> by(cni, world));
    }

    /** Nothing serves the zone, for certain. An ENIConfig that is there but unfit is its own finding. */
    public boolean lacks(Zone zone) {
        return zone.isKnown()
                && (isByName()
                        ? name(zone)
                                .filter(name -> world.cluster().eniConfig(name).isEmpty())
                                .isPresent()
                        : world.cluster().eniConfigs().stream().allMatch(config -> isElsewhere(config, zone)));
    }

    /** Nodes look for an ENIConfig that is named like their zone. */
    boolean isByName() {
        return cni.labelKeyIsZone() || labelIsZoneId();
    }

    private boolean labelIsZoneId() {
        return cni.labelKey().equals(ZONE_ID_LABEL);
    }

    private Optional<String> name(Zone zone) {
        return labelIsZoneId()
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

    /** {@code us-west-2b}, or {@code us-west-2b-pods}, for us-west-2a: all but the last letter of the zone is the same. */
    private static boolean isNamedLikeAnother(EniConfig config, Zone zone) {
        String told = config.annotations().getOrDefault(EniConfig.ZONE_ANNOTATION, config.name());
        return zone.name().filter(name -> isSibling(told, name)).isPresent()
                || zone.id().filter(id -> isSibling(told, id)).isPresent();
    }

    private static boolean isSibling(String told, String zone) {
        int last = zone.length() - 1;
        return told.regionMatches(0, zone, 0, last)
                && told.length() > last
                && told.charAt(last) != zone.charAt(last)
                && (told.length() == zone.length() || "-.".indexOf(told.charAt(zone.length())) >= 0);
    }
}
