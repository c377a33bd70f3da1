package io.eniguard.rules.karpenter;

import static io.eniguard.policy.Action.AUDIT;

import io.eniguard.cluster.NodeClass;
import io.eniguard.cluster.NodePool;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.net.Zone;
import io.eniguard.rules.About;
import io.eniguard.rules.AwsFacts;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Unknown;
import io.eniguard.rules.Rule;
import io.eniguard.rules.shared.Coverage;
import io.eniguard.rules.shared.ZoneCoverageRule;
import io.eniguard.world.Fact.Missing;
import io.eniguard.world.World;
import java.util.List;
import java.util.Set;

/**
 * The rule {@code zone-coverage} on an EC2NodeClass. The rule checks the zones of the subnets that the EC2NodeClass selects. If NodePools
 * refer to the EC2NodeClass, the rule checks only zones that at least one of these NodePools leaves open. NodePools without Linux nodes do
 * not count. A NodePool leaves a zone open if it names no zones and does not exclude the zone.
 */
public final class NodeClassZones implements Rule<NodeClass> {

    private static final String FIELD = "spec.subnetSelectorTerms";

    @Override
    public About about() {
        return ZoneCoverageRule.ABOUT;
    }

    /**
     * Returns the kinds ENIConfig and NodePool. NodePools are needed, because a NodePool that names zones excludes the other zones of its
     * EC2NodeClass.
     */
    @Override
    public Set<ReviewedKind> concludesFromAbsenceOf() {
        return Set.of(ReviewedKind.ENI_CONFIG, ReviewedKind.NODE_POOL);
    }

    @Override
    public List<NodeClass.SubnetTerm> reads(NodeClass object, World world) {
        return object.subnetTerms();
    }

    @Override
    public List<Finding> check(Change<NodeClass> change, World world) {
        NodeClass nodeClass = change.object();
        List<NodePool> pools = world.cluster().nodePools().stream()
                .filter(pool ->
                        pool.nodeClass().filter(nodeClass.name()::equals).isPresent())
                .toList();
        return nodeClass.subnetTerms().isEmpty() || nodeClass.isWindows()
                ? List.of()
                : Coverage.of(world)
                        .map(coverage -> judge(nodeClass, pools, coverage, world))
                        .orElse(List.of());
    }

    private static List<Finding> judge(NodeClass nodeClass, List<NodePool> pools, Coverage coverage, World world) {
        if (world.vpc().subnets().isEmpty()) {
            return world.vpc().knowsAnything() ? List.of(noSubnets(world)) : List.of();
        }
        List<Zone> forgotten = LaunchZones.of(nodeClass, world).stream()
                .filter(coverage::lacks)
                .filter(zone -> !ZoneCoverageRule.isIgnored(zone, world))
                .filter(zone -> pools.isEmpty() || pools.stream().anyMatch(pool -> mayLaunch(pool, zone)))
                .toList();
        return ZoneCoverageRule.findings(
                forgotten, coverage, FIELD, "where this EC2NodeClass selects subnets", ", or select no subnet in %s");
    }

    private static boolean mayLaunch(NodePool pool, Zone zone) {
        return LaunchZones.isLinux(pool) && LaunchZones.leavesOpen(pool, zone);
    }

    private static Finding noSubnets(World world) {
        return new Unknown(
                FIELD,
                "unknown whether ENIConfigs serve the zones of the selected subnets",
                "no subnets are known (%s)".formatted(world.provenance()),
                AwsFacts.SUBNETS.wanted(world),
                Missing.OTHER,
                AUDIT);
    }
}
