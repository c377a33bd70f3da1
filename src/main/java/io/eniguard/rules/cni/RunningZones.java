package io.eniguard.rules.cni;

import static java.util.stream.Collectors.groupingBy;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.CniVariables;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.net.Zone;
import io.eniguard.policy.Operation;
import io.eniguard.rules.About;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Rule;
import io.eniguard.rules.shared.Coverage;
import io.eniguard.rules.shared.ZoneCoverageRule;
import io.eniguard.text.Count;
import io.eniguard.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The rule {@code zone-coverage} on the DaemonSet aws-node. The rule checks the zones of the running nodes that custom networking governs.
 * A user who turns custom networking on therefore gets a warning at once if such a zone has no ENIConfig. Without this rule, the mistake
 * would appear only when the first node in the zone is replaced.
 *
 * <p>In an audit, the rule also reports zones whose ENIConfig exists but is used by no node of the zone.
 */
public final class RunningZones implements Rule<CniSettings> {

    @Override
    public About about() {
        return ZoneCoverageRule.ABOUT;
    }

    /** Returns the kinds ENIConfig and Node. Nodes are needed, because one node that resolves to an ENIConfig shows that the zone is served. */
    @Override
    public Set<ReviewedKind> concludesFromAbsenceOf() {
        return Set.of(ReviewedKind.ENI_CONFIG, ReviewedKind.NODE);
    }

    @Override
    public Map<String, String> reads(CniSettings object, World world) {
        return object.environment().values();
    }

    @Override
    public List<Finding> check(Change<CniSettings> change, World world) {
        CniSettings settings = change.object();
        if (!settings.customNetworking() || settings.unknownSelection().isPresent()) {
            return List.of();
        }
        Coverage coverage = Coverage.by(settings, world);
        Map<Boolean, List<ClusterNode>> byForgotten = world.cluster().nodes().stream()
                .filter(settings::governs)
                .filter(node -> node.zone().isKnown() && !ZoneCoverageRule.isIgnored(node.zone(), world))
                .collect(groupingBy(node -> coverage.lacks(node.zone())));
        List<Finding> findings =
                new ArrayList<>(forgotten(byForgotten.getOrDefault(true, List.of()), coverage, change, world));
        if (change.operation() == Operation.EXISTS) {
            findings.addAll(
                    UnresolvedZones.findings(byForgotten.getOrDefault(false, List.of()), settings, coverage, world));
        }
        return findings;
    }

    private static List<Finding> forgotten(
            List<ClusterNode> nodes, Coverage coverage, Change<CniSettings> change, World world) {
        Optional<Coverage> before =
                change.before().filter(CniSettings::customNetworking).map(settings -> Coverage.by(settings, world));
        List<ClusterNode> stranded =
                nodes.stream().filter(node -> !lacked(before, node.zone())).toList();
        Map<String, Zone> zones = new TreeMap<>();
        stranded.stream().map(ClusterNode::zone).map(world::complete).forEach(zone -> zones.put(zone.toString(), zone));
        return ZoneCoverageRule.findings(
                List.copyOf(zones.values()),
                coverage,
                CniField.of(CniVariables.CUSTOM_NETWORKING),
                "where %s".formatted(runs(stranded.size())),
                "");
    }

    /**
     * Returns whether custom networking was on before the change and the zone already lacked an ENIConfig. In this case the findings about
     * the nodes in the zone report the problem, so changes of other settings do not report it again.
     *
     * @param before the coverage before the change; empty if custom networking was off
     */
    private static boolean lacked(Optional<Coverage> before, Zone zone) {
        return before.filter(coverage -> coverage.lacks(zone)).isPresent();
    }

    private static String runs(int nodes) {
        return Count.of(nodes, "node") + (nodes == 1 ? " runs" : " run");
    }
}
