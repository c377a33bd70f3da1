package io.eniguard.rules.cni;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.CniSettings;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.world.World;
import java.util.List;
import java.util.stream.Stream;

/** The changes that decide which ENIConfig a node uses: the switch of custom networking, and the keys of the label and the annotation. */
final class SelectionChange {

    private SelectionChange() {}

    static Stream<Finding> check(SettingsChange change) {
        boolean wasOn = change.before().customNetworking();
        boolean isOn = change.after().customNetworking();
        if (wasOn && isOn) {
            return Stream.concat(
                    reselected(
                            change,
                            CniSettings.LABEL_DEF,
                            change.before().labelKey(),
                            change.after().labelKey()),
                    reselected(
                            change,
                            CniSettings.ANNOTATION_DEF,
                            change.before().annotationKey(),
                            change.after().annotationKey()));
        } else if (isOn) {
            return Stream.concat(switchedOnWithNodes(change), switchedOnWithoutEniConfigs(change.world()));
        }
        return wasOn ? switchedOff(change) : Stream.empty();
    }

    private static Stream<Finding> switchedOnWithNodes(SettingsChange change) {
        List<ClusterNode> old = change.nodes(node -> !change.usesItsEniConfig(node));
        return old.isEmpty()
                ? Stream.empty()
                : Stream.of(new Violation(
                        CniField.of(CniSettings.CUSTOM_NETWORKING),
                        "custom networking is turned on while " + SettingsChange.named(old, "runs", "run"),
                        "replace these nodes after the change"));
    }

    private static Stream<Finding> switchedOnWithoutEniConfigs(World world) {
        return world.cluster().eniConfigs().isEmpty()
                ? Stream.of(new Violation(
                        CniField.of(CniSettings.CUSTOM_NETWORKING),
                        "custom networking is turned on, but the cluster has no ENIConfig, so nodes get no addresses for pods",
                        "create an ENIConfig for each zone before nodes join"))
                : Stream.empty();
    }

    private static Stream<Finding> switchedOff(SettingsChange change) {
        List<ClusterNode> served = change.nodes(node -> change.isServed(change.before(), node));
        return served.isEmpty()
                ? Stream.empty()
                : Stream.of(new Violation(
                        CniField.of(CniSettings.CUSTOM_NETWORKING),
                        "custom networking is turned off while "
                                + SettingsChange.named(served, "uses an ENIConfig", "use ENIConfigs"),
                        "keep custom networking on, or replace these nodes"));
    }

    /**
     * Reports nodes that resolve to another ENIConfig because this key changes. Nodes that resolved to no ENIConfig before are skipped,
     * because the change can only help them.
     */
    private static Stream<Finding> reselected(SettingsChange change, String variable, String before, String after) {
        if (before.equals(after)) {
            return Stream.empty();
        }
        CniSettings now = change.withOnly(variable);
        List<ClusterNode> others = change.nodes(node -> change.isServed(change.before(), node)
                && !change.before()
                        .resolve(node)
                        .name()
                        .equals(now.resolve(node).name()));
        if (others.isEmpty()) {
            return Stream.empty();
        }
        boolean isLost = others.stream().noneMatch(node -> change.isServed(now, node));
        return Stream.of(new Violation(
                CniField.of(variable),
                "%s changes: %s"
                        .formatted(
                                variable,
                                isLost
                                        ? SettingsChange.named(
                                                others, "resolves to no ENIConfig", "resolve to no ENIConfig")
                                        : SettingsChange.named(
                                                others, "gets another ENIConfig", "get another ENIConfig or none")),
                "keep the key"));
    }
}
