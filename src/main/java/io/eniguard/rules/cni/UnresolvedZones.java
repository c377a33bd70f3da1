package io.eniguard.rules.cni;

import static java.util.stream.Collectors.groupingBy;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.CniVariables;
import io.eniguard.cluster.EniConfigKeys;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.shared.Coverage;
import io.eniguard.text.Count;
import io.eniguard.text.NameList;
import io.eniguard.text.PlainText;
import io.eniguard.world.World;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds zones whose ENIConfig exists but is used by no running node of the zone. Usually, the ENIConfigs are named after zones, but the
 * label key is still the default key, and no node has this label.
 */
final class UnresolvedZones {

    private static final int ROOM_FOR_ZONES = 44;
    private static final int ROOM_FOR_A_KEY = 36;

    private UnresolvedZones() {}

    /** @param nodes the governed nodes whose zone is known */
    static List<Finding> findings(List<ClusterNode> nodes, CniSettings cni, Coverage coverage, World world) {
        Map<String, List<ClusterNode>> byZone = new TreeMap<>(nodes.stream()
                .collect(groupingBy(node -> world.complete(node.zone()).toString())));
        byZone.values().removeIf(some -> some.stream().anyMatch(coverage::isServed));
        if (byZone.isEmpty()) {
            return List.of();
        }
        List<ClusterNode> unresolved =
                byZone.values().stream().flatMap(Collection::stream).toList();
        boolean isUnlabelled =
                unresolved.stream().allMatch(node -> cni.resolve(node).isFallback());
        boolean isNamedByZone = unresolved.stream().allMatch(node -> hasEniConfigOfItsName(node, world));
        boolean isOne = unresolved.size() == 1;
        return List.of(new Violation(
                CniField.of(CniVariables.LABEL_DEF),
                "%s in %s %s to no ENIConfig of %s zone%s, so new pods get no addresses"
                        .formatted(
                                Count.of(unresolved.size(), "node"),
                                NameList.of(List.copyOf(byZone.keySet()), ROOM_FOR_ZONES),
                                isOne ? "resolves" : "resolve",
                                isOne ? "its" : "their",
                                isUnlabelled
                                        ? " (no label %s)".formatted(PlainText.cut(cni.labelKey(), ROOM_FOR_A_KEY))
                                        : ""),
                isUnlabelled && isNamedByZone && !coverage.isByName()
                        ? "set %s to %s".formatted(CniVariables.LABEL_DEF, EniConfigKeys.ZONE_LABEL)
                        : "set the label to an ENIConfig of the node's zone, and replace the nodes"));
    }

    private static boolean hasEniConfigOfItsName(ClusterNode node, World world) {
        return world.complete(node.zone())
                .name()
                .flatMap(world.cluster()::eniConfig)
                .isPresent();
    }
}
