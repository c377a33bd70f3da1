package io.eniguard.rules.shared;

import static io.eniguard.rules.Action.WARN;

import io.eniguard.net.Zone;
import io.eniguard.rules.About;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.text.NameList;
import java.util.List;

/**
 * What the rule {@code zone-coverage} says of itself, and what its classes have in common. Where a NodePool names zones, it is told of
 * them; else the EC2NodeClass is, through whose subnets they come; and of zones in which nodes run the settings that switch custom
 * networking on.
 */
public final class ZoneCoverageRule {

    public static final About ABOUT = About.of("zone-coverage", WARN)
            .says("Each zone in which nodes run, or may be launched, has an ENIConfig that nodes there can use")
            .because("""
                    While custom networking is on, a node in a zone without an ENIConfig gets no interface for pods and stays
                    NotReady. A zone that was forgotten is noticed when the first node is launched there, which with Karpenter
                    may be months later and at night.
                    """)
            .source("https://docs.aws.amazon.com/eks/latest/best-practices/custom-networking.html");

    private static final int ROOM_FOR_ZONES = 60;

    private ZoneCoverageRule() {}

    /**
     * One finding for all zones that nothing serves; none where each is served.
     *
     * @param where goes on from "no ENIConfig serves us-west-2c, "
     * @param instead what else there is to do, going on from "make an ENIConfig …"; may be empty
     */
    public static List<Finding> findings(
            List<Zone> forgotten, Coverage coverage, String field, String where, String instead) {
        if (forgotten.isEmpty()) {
            return List.of();
        }
        String zones = NameList.of(forgotten.stream().map(Zone::toString).toList(), ROOM_FOR_ZONES);
        String that = forgotten.size() == 1 ? "that zone" : "each of these zones";
        return List.of(new Violation(
                field,
                "no ENIConfig %s %s, %s: pods there get no addresses"
                        .formatted(coverage.isByName() ? "is named" : "serves", zones, where),
                "make one %swith a pod subnet of %s%s"
                        .formatted(coverage.isByName() ? "so named " : "", that, instead)));
    }
}
