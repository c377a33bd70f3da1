package io.eniguard.rules.cni;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.CniVariables;
import io.eniguard.maxpods.InstanceType;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Violation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The changes that decide how many addresses a node can have: prefix delegation, MAX_ENI, IPv4, and the version of the CNI. */
final class AddressChange {

    private static final String IMAGE = "spec.template.spec.containers[%s].image".formatted(CniSettings.NAME);

    private AddressChange() {}

    static Stream<Finding> check(SettingsChange change) {
        return Stream.of(downgrade(change), maxEni(change), ipv4(change)).flatMap(Optional::stream);
    }

    /** Reports that prefix delegation is switched. Nodes keep their addresses or prefixes. */
    static Stream<Finding> checkPrefixes(SettingsChange change) {
        boolean isOn = hasPrefixSwitch(change.after());
        if (hasPrefixSwitch(change.before()) == isOn
                || !change.isKnown(CniVariables.PREFIX_DELEGATION)
                || change.after().isBefore(1, 9, 0)) {
            return Stream.empty();
        }
        List<ClusterNode> concerned = change.nodes(
                node -> type(node, change).map(InstanceType::takesPrefixes).orElse(true));
        return concerned.isEmpty()
                ? Stream.empty()
                : Stream.of(new Violation(
                        CniField.of(CniVariables.PREFIX_DELEGATION),
                        "prefix delegation is turned %s while %s"
                                .formatted(isOn ? "on" : "off", SettingsChange.named(concerned, "runs", "run")),
                        "replace these nodes after the change"));
    }

    private static Optional<Finding> downgrade(SettingsChange change) {
        if (!change.after().isBefore(1, 9, 0)
                || change.before().isBefore(1, 9, 0)
                || !(hasPrefixSwitch(change.after()) || hasPrefixSwitch(change.before()))) {
            return Optional.empty();
        }
        String version = change.after().version().map(Object::toString).orElse("");
        return Optional.of(new Violation(
                IMAGE,
                change.nodes().isEmpty()
                        ? "version %s has no prefix delegation, so it ignores %s"
                                .formatted(version, CniVariables.PREFIX_DELEGATION)
                        : "version %s cannot use prefixes, but %s"
                                .formatted(
                                        version,
                                        SettingsChange.named(change.nodes(), "may have some", "may have some")),
                "use version 1.9.0 or later"));
    }

    private static Optional<Finding> maxEni(SettingsChange change) {
        if (change.after().maxEni().isEmpty() || leavesNone(change.before(), Optional.empty())) {
            return Optional.empty();
        }
        List<ClusterNode> concerned = change.nodes(node ->
                leavesNone(change.after(), type(node, change)) && !leavesNone(change.before(), type(node, change)));
        if (concerned.isEmpty() && !leavesNone(change.after(), Optional.empty())) {
            return Optional.empty();
        }
        int most = change.after().maxEni().getAsInt();
        boolean hasTrunk = concerned.stream().anyMatch(node -> hasTrunk(change.after(), type(node, change)));
        return Optional.of(new Violation(
                CniField.of(CniVariables.MAX_ENI),
                "MAX_ENI %d leaves no interface for pods%s"
                        .formatted(
                                most,
                                concerned.isEmpty()
                                        ? ", because the primary interface carries no pods with custom networking"
                                        : " on " + SettingsChange.named(concerned)),
                "raise MAX_ENI to %d or more".formatted(fewest(hasTrunk))));
    }

    /**
     * Returns whether MAX_ENI leaves no interface for pods on nodes of the type. For an unknown type, returns whether no type keeps an
     * interface for pods.
     */
    private static boolean leavesNone(CniSettings settings, Optional<InstanceType> type) {
        if (!settings.customNetworking() || settings.maxEni().isEmpty()) {
            return false;
        }
        return settings.maxEni().getAsInt() < fewest(hasTrunk(settings, type));
    }

    private static boolean hasTrunk(CniSettings settings, Optional<InstanceType> type) {
        return settings.podEni().orElse(false)
                && type.map(InstanceType::takesTrunk).orElse(false);
    }

    /** Returns the fewest interfaces with which a node has an interface for pods. The primary interface and the trunk carry no pods. */
    private static int fewest(boolean hasTrunk) {
        return hasTrunk ? 3 : 2;
    }

    private static Optional<Finding> ipv4(SettingsChange change) {
        if (!change.isKnown(CniVariables.IPV4) || !change.isKnown(CniVariables.IPV6)) {
            return Optional.empty();
        } else if (change.after().ipv6()) {
            return ipv6Instead(change);
        } else if (!isIpv4Off(change) || isIpv4Off(change.before())) {
            return Optional.empty();
        }
        return Optional.of(new Violation(
                CniField.of(CniVariables.IPV4),
                "%s is %s: with IPv4 and IPv6 off, aws-node fails%s"
                        .formatted(
                                CniVariables.IPV4,
                                change.after().ipv4().isPresent() ? "false" : "removed",
                                change.nodes().isEmpty() ? "" : " on " + SettingsChange.named(change.nodes())),
                "set %s to true".formatted(CniVariables.IPV4)));
    }

    private static Optional<Finding> ipv6Instead(SettingsChange change) {
        boolean isSwitched = change.isUpdate()
                && !change.before().ipv6()
                && change.after().ipv4().filter(on -> !on).isPresent();
        return isSwitched && !change.nodes().isEmpty()
                ? Optional.of(new Violation(
                        CniField.of(CniVariables.IPV4),
                        "IPv4 is turned off while "
                                + SettingsChange.named(change.nodes(), "has IPv4 pods", "have IPv4 pods"),
                        "set %s to true".formatted(CniVariables.IPV4)))
                : Optional.empty();
    }

    private static boolean isIpv4Off(SettingsChange change) {
        boolean isRemoved = change.isUpdate()
                && isOn(change.before().ipv4())
                && change.after().ipv4().isEmpty();
        return isRemoved || isIpv4Off(change.after());
    }

    private static boolean isIpv4Off(CniSettings settings) {
        return settings.ipv4().filter(on -> !on).isPresent() && !settings.ipv6();
    }

    private static boolean isOn(Optional<Boolean> flag) {
        return flag.orElse(false);
    }

    /** Returns whether the switch is on, whatever the version of the CNI is. */
    private static boolean hasPrefixSwitch(CniSettings settings) {
        return settings.flag(CniVariables.PREFIX_DELEGATION, false);
    }

    private static Optional<InstanceType> type(ClusterNode node, SettingsChange change) {
        return node.instanceType().flatMap(change.world().instanceTypes()::find);
    }
}
