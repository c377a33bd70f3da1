package io.eniguard.rules.cni;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.CniVariables;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Violation;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The changes that decide which ENIConfig a node uses: the switch of custom networking, and the keys of the label and the annotation. */
final class SelectionChange {

    private SelectionChange() {}

    static Stream<Finding> check(SettingsChange change) {
        if (!change.isKnown(CniVariables.CUSTOM_NETWORKING)) {
            return Stream.empty();
        }
        boolean wasOn = change.before().customNetworking();
        boolean isOn = change.after().customNetworking();
        if (wasOn && isOn) {
            return reselected(change);
        } else if (isOn) {
            return switchedOn(change);
        }
        return wasOn ? switchedOff(change) : Stream.empty();
    }

    /** Reports that custom networking is on although the cluster has no ENIConfig. */
    static Stream<Finding> checkEniConfigs(SettingsChange change) {
        boolean isSwitchedOn =
                !change.before().customNetworking() && change.after().customNetworking();
        return isSwitchedOn
                        && change.isKnown(CniVariables.CUSTOM_NETWORKING)
                        && change.world().cluster().eniConfigs().isEmpty()
                ? Stream.of(new Violation(
                        CniField.of(CniVariables.CUSTOM_NETWORKING),
                        "custom networking is on without ENIConfigs, so %s for pods"
                                .formatted(
                                        change.nodes().isEmpty()
                                                ? "nodes get no addresses"
                                                : SettingsChange.named(
                                                        change.nodes(),
                                                        "gets no more addresses",
                                                        "get no more addresses")),
                        "create an ENIConfig for each zone"))
                : Stream.empty();
    }

    private static Stream<Finding> switchedOn(SettingsChange change) {
        List<ClusterNode> old = change.nodes(node -> !change.usesItsEniConfig(node));
        return old.isEmpty()
                ? Stream.empty()
                : Stream.of(new Violation(
                        CniField.of(CniVariables.CUSTOM_NETWORKING),
                        "custom networking is turned on while " + SettingsChange.named(old, "runs", "run"),
                        "replace these nodes after the change"));
    }

    private static Stream<Finding> switchedOff(SettingsChange change) {
        List<ClusterNode> served = change.nodes(node -> change.isServed(change.before(), node));
        return served.isEmpty()
                ? Stream.empty()
                : Stream.of(new Violation(
                        CniField.of(CniVariables.CUSTOM_NETWORKING),
                        "custom networking is turned off while "
                                + SettingsChange.named(served, "uses an ENIConfig", "use ENIConfigs"),
                        "keep custom networking on, or replace these nodes"));
    }

    /**
     * Reports nodes that resolve to another ENIConfig because a key changes. Nodes that resolved to no ENIConfig before are skipped, because
     * the change can only help them.
     */
    private static Stream<Finding> reselected(SettingsChange change) {
        if (!change.isKnown(CniVariables.LABEL_DEF) || !change.isKnown(CniVariables.ANNOTATION_DEF)) {
            return Stream.empty();
        }
        CniSettings ofLabel = change.before().with(CniVariables.LABEL_DEF, change.after());
        Map<String, List<ClusterNode>> byVariable = change
                .nodes(node -> change.isServed(change.before(), node) && change.isReselected(change.after(), node))
                .stream()
                .collect(groupingBy(
                        node -> change.isReselected(ofLabel, node)
                                ? CniVariables.LABEL_DEF
                                : CniVariables.ANNOTATION_DEF,
                        TreeMap::new,
                        toList()));
        return byVariable.entrySet().stream().map(entry -> reselected(change, entry.getKey(), entry.getValue()));
    }

    private static Finding reselected(SettingsChange change, String variable, List<ClusterNode> nodes) {
        boolean isLost = nodes.stream().noneMatch(node -> change.isServed(change.after(), node));
        return new Violation(
                CniField.of(variable),
                "%s changes: %s"
                        .formatted(
                                variable,
                                isLost
                                        ? SettingsChange.named(
                                                nodes, "resolves to no ENIConfig", "resolve to no ENIConfig")
                                        : SettingsChange.named(
                                                nodes, "gets another ENIConfig", "get another ENIConfig or none")),
                "keep the key");
    }
}
