package io.eniguard.rules.cni;

import static io.eniguard.policy.Action.WARN;

import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.CniVariables;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.maxpods.InstanceType;
import io.eniguard.rules.About;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Rule;
import io.eniguard.text.NameList;
import io.eniguard.world.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds settings of the CNI that are invalid or contradict each other. */
public final class CniSettingsRule implements Rule<CniSettings> {

    private static final About ABOUT = About.of("cni-settings", WARN)
            .says("The settings of aws-node are valid and do not contradict each other")
            .because("""
                    The CNI ignores a misspelt variable, and a value that it cannot read, and only writes a line to the log of each
                    node. With custom networking and IPv6 both on, aws-node does not start. If ENI_CONFIG_LABEL_DEF is a label that
                    nodes cannot have, all nodes use the ENIConfig named default.
                    """)
            .source("https://github.com/aws/amazon-vpc-cni-k8s#cni-configuration-variables");

    /**
     * The minimum number of interfaces for custom networking with pod ENIs: the primary interface, the trunk interface, and an interface
     * for other pods.
     */
    private static final int FEWEST_WITH_TRUNK = 3;

    @Override
    public About about() {
        return ABOUT;
    }

    /** Returns the kind ENIConfig, because nodes without a label use the ENIConfig {@code default} if it exists. */
    @Override
    public Set<ReviewedKind> concludesFromAbsenceOf() {
        return Set.of(ReviewedKind.ENI_CONFIG);
    }

    @Override
    public Map<String, String> reads(CniSettings object, World world) {
        return object.environment().values();
    }

    @Override
    public List<Finding> check(Change<CniSettings> change, World world) {
        CniSettings settings = change.object();
        return Stream.of(
                        VariableValues.check(settings),
                        VariableNames.check(settings),
                        SelectionKeys.check(settings),
                        SelectionKeys.checkZones(change, world),
                        ipv6(settings).stream(),
                        provisioning(settings),
                        trunk(settings, world).stream())
                .flatMap(findings -> findings)
                .toList();
    }

    private static Optional<Finding> ipv6(CniSettings settings) {
        return settings.customNetworking() && settings.ipv6()
                ? Optional.of(new Violation(
                        CniField.of(CniVariables.IPV6),
                        "custom networking and IPv6 are both on, and aws-node does not start with both",
                        "set %s or %s to false".formatted(CniVariables.CUSTOM_NETWORKING, CniVariables.IPV6)))
                : Optional.empty();
    }

    /**
     * Reports variables that stop the CNI from attaching interfaces. They are reported only if custom networking is on. If custom
     * networking is off, another program may provide the interfaces.
     */
    private static Stream<Finding> provisioning(CniSettings settings) {
        return settings.switchesAgainstProvisioning().stream()
                .filter(variable -> settings.customNetworking())
                .map(variable -> new Violation(
                        CniField.of(variable),
                        variable + " is on, so the CNI attaches no interfaces and ENIConfigs have no effect",
                        "set %s or %s to false".formatted(variable, CniVariables.CUSTOM_NETWORKING)));
    }

    private static Optional<Finding> trunk(CniSettings settings, World world) {
        if (!settings.customNetworking() || !settings.podEni().orElse(false)) {
            return Optional.empty();
        }
        TreeSet<String> types = new TreeSet<>();
        world.cluster().nodes().stream()
                .filter(settings::governs)
                .flatMap(node -> node.instanceType().flatMap(world.instanceTypes()::find).stream())
                .filter(type -> type.takesTrunk() && interfaces(type, settings) < FEWEST_WITH_TRUNK)
                .forEach(type -> types.add(type.name()));
        return types.isEmpty()
                ? Optional.empty()
                : Optional.of(new Violation(
                        CniField.of(CniVariables.POD_ENI),
                        "pod ENIs are on, but nodes of %s have fewer than %d interfaces, so none is left for other pods"
                                .formatted(NameList.of(types), FEWEST_WITH_TRUNK),
                        "set %s to false, or %s"
                                .formatted(
                                        CniVariables.POD_ENI,
                                        settings.maxEni().orElse(FEWEST_WITH_TRUNK) < FEWEST_WITH_TRUNK
                                                ? "raise MAX_ENI"
                                                : "use larger types")));
    }

    private static int interfaces(InstanceType type, CniSettings settings) {
        return Math.min(type.enis(), settings.maxEni().orElse(type.enis()));
    }
}
