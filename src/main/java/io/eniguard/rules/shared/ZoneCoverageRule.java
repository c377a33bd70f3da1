package io.eniguard.rules.shared;

import static io.eniguard.policy.Action.WARN;

import io.eniguard.net.Zone;
import io.eniguard.rules.About;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.text.NameList;
import io.eniguard.world.World;
import java.util.List;
import java.util.Set;

/**
 * The description of the rule {@code zone-coverage}, and the logic that the classes of this rule share. A zone without an ENIConfig is
 * reported on the object that causes nodes to run in the zone: on the NodePool that names the zone, otherwise on the EC2NodeClass that
 * selects a subnet in the zone. If nodes already run in the zone, the zone is reported on the DaemonSet aws-node when its settings turn
 * custom networking on.
 */
public final class ZoneCoverageRule {

    public static final About ABOUT = About.of("zone-coverage", WARN)
            .says("Each zone in which nodes run or may be launched has an ENIConfig for these nodes")
            .because("""
                    While custom networking is on, a node in a zone without an ENIConfig gets no interface for pods and stays
                    NotReady. Nobody notices a forgotten zone until the first node is launched there. With Karpenter, this can be
                    months later and at night.
                    """)
            .source("https://docs.aws.amazon.com/eks/latest/best-practices/custom-networking.html");

    private static final int ROOM_FOR_ZONES = 60;

    private ZoneCoverageRule() {}

    /** Returns whether the parameter {@code ignoredZones} names the zone, by its name or its id. */
    public static boolean isIgnored(Zone zone, World world) {
        Set<String> ignored = world.parameters().ignoredZones();
        if (ignored.isEmpty()) {
            return false;
        }
        Zone complete = world.complete(zone);
        return complete.name().filter(ignored::contains).isPresent()
                || complete.id().filter(ignored::contains).isPresent();
    }

    /**
     * Returns one finding about all zones that no ENIConfig serves, or no findings if there are no such zones.
     *
     * @param forgotten the zones that no ENIConfig serves
     * @param where a clause that follows "no ENIConfig serves us-west-2c, "
     * @param instead an alternative fix, as a clause that follows "create an ENIConfig for this zone", with {@code %s} as a placeholder for
     *     the zones; may be empty
     */
    public static List<Finding> findings(
            List<Zone> forgotten, Coverage coverage, String field, String where, String instead) {
        if (forgotten.isEmpty()) {
            return List.of();
        }
        String zones = NameList.of(forgotten.stream().map(Zone::toString).toList(), ROOM_FOR_ZONES);
        boolean isOne = forgotten.size() == 1;
        return List.of(new Violation(
                field,
                "no ENIConfig %s %s, %s: pods there get no addresses"
                        .formatted(coverage.isByName() ? "is named" : "serves", zones, where),
                "create %s%s"
                        .formatted(
                                created(coverage.isByName(), isOne),
                                instead.formatted(isOne ? "the zone" : "the zones"))));
    }

    private static String created(boolean isByName, boolean isOne) {
        if (isByName) {
            return isOne ? "an ENIConfig with this name" : "ENIConfigs with these names";
        }
        return "an ENIConfig for " + (isOne ? "this zone" : "each of these zones");
    }
}
