package io.eniguard.rules.karpenter;

import io.eniguard.cluster.NodePool;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.net.Zone;
import io.eniguard.rules.About;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Rule;
import io.eniguard.rules.shared.Coverage;
import io.eniguard.rules.shared.ZoneCoverageRule;
import io.eniguard.world.World;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rule {@code zone-coverage} on a NodePool. The rule checks the zones that the requirements of the NodePool name. */
public final class NodePoolZones implements Rule<NodePool> {

    @Override
    public About about() {
        return ZoneCoverageRule.ABOUT;
    }

    /**
     * Returns the kinds ENIConfig and EC2NodeClass. EC2NodeClasses are needed, because nodes are launched only in zones in which the
     * EC2NodeClass selects a subnet.
     */
    @Override
    public Set<ReviewedKind> concludesFromAbsenceOf() {
        return Set.of(ReviewedKind.ENI_CONFIG, ReviewedKind.NODE_CLASS);
    }

    @Override
    public NodePool reads(NodePool object, World world) {
        return object;
    }

    @Override
    public List<Finding> check(Change<NodePool> change, World world) {
        NodePool pool = change.object();
        return LaunchZones.isGoverned(pool, world)
                ? Coverage.of(world)
                        .map(coverage -> ZoneCoverageRule.findings(
                                forgotten(pool, coverage, world),
                                coverage,
                                "spec.template.spec.requirements",
                                "where this NodePool may launch nodes",
                                ", or exclude %s from the NodePool"))
                        .orElse(List.of())
                : List.of();
    }

    private static List<Zone> forgotten(NodePool pool, Coverage coverage, World world) {
        Optional<List<Zone>> launched = pool.nodeClass()
                .flatMap(name -> world.cluster().nodeClass(name))
                .map(nodeClass -> LaunchZones.of(nodeClass, world))
                .filter(zones -> !zones.isEmpty());
        return LaunchZones.namedBy(pool).stream()
                .filter(coverage::lacks)
                .filter(zone -> !ZoneCoverageRule.isIgnored(zone, world))
                .filter(zone -> launched.map(some -> some.stream()
                                .anyMatch(other -> world.isSameZone(zone, other).orElse(true)))
                        .orElse(true))
                .toList();
    }
}
