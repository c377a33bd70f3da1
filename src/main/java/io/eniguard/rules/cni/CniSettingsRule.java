package io.eniguard.rules.cni;

import static io.eniguard.rules.Action.WARN;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.CniVariables;
import io.eniguard.cluster.LabelSyntax;
import io.eniguard.maxpods.InstanceType;
import io.eniguard.rules.About;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Rule;
import io.eniguard.text.NameList;
import io.eniguard.text.PlainText;
import io.eniguard.text.Quote;
import io.eniguard.world.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Settings of the CNI that contradict one another, or do not mean what they seem to. */
public final class CniSettingsRule implements Rule<CniSettings> {

    private static final About ABOUT = About.of("cni-settings", WARN)
            .says("The settings of aws-node go together, and the CNI can read each of them")
            .because("""
                    A switch that the CNI cannot read counts as if it were not there, with no more than a line in a log on each
                    node. Custom networking with IPv6 keeps aws-node from starting, and a label that no node can carry leaves
                    all of them with the ENIConfig named default.
                    """)
            .source("https://github.com/aws/amazon-vpc-cni-k8s#cni-configuration-variables");

    /** Interfaces that custom networking and pod ENIs need at least: the primary one, the trunk, and one for other pods. */
    private static final int FEWEST_WITH_TRUNK = 3;

    private static final int ROOM_FOR_A_VALUE = 40;

    @Override
    public About about() {
        return ABOUT;
    }

    @Override
    public Map<String, String> reads(CniSettings object, World world) {
        return object.environment();
    }

    @Override
    public List<Finding> check(Change<CniSettings> change, World world) {
        CniSettings settings = change.object();
        return Stream.of(
                        unreadable(settings),
                        labelKey(settings).stream(),
                        ipv6(settings).stream(),
                        provisioning(settings),
                        trunk(settings, world).stream())
                .flatMap(findings -> findings)
                .toList();
    }

    private static Stream<Finding> unreadable(CniSettings settings) {
        return CniVariables.BOOLEANS.stream()
                .filter(variable ->
                        !settings.environment().getOrDefault(variable, "").isEmpty())
                .filter(variable ->
                        !CniSettings.isBoolean(settings.environment().getOrDefault(variable, "")))
                .map(variable -> new Violation(
                        field(variable),
                        "%s is %s, which the CNI cannot read and takes for unset"
                                .formatted(
                                        variable,
                                        Quote.of(settings.environment().getOrDefault(variable, ""), ROOM_FOR_A_VALUE)),
                        "write true or false, in lower case and without blanks"));
    }

    private static Optional<Finding> labelKey(CniSettings settings) {
        String key = settings.labelKey();
        String subject = CniSettings.LABEL_DEF + " is " + Quote.of(key, ROOM_FOR_A_VALUE);
        if (!LabelSyntax.isKey(key)) {
            boolean blanks = key.codePoints().anyMatch(Character::isWhitespace);
            return Optional.of(new Violation(
                    field(CniSettings.LABEL_DEF),
                    "%s, %s: no node can carry it"
                            .formatted(subject, blanks ? "a key with blanks" : "no key of a label"),
                    blanks && LabelSyntax.isKey(key.strip())
                            ? "write " + PlainText.cut(key.strip(), ROOM_FOR_A_VALUE) + " without blanks"
                            : "name a label such as " + CniSettings.DEFAULT_KEY));
        } else if (!KubeletLabels.isAllowed(key)) {
            return Optional.of(new Violation(
                    field(CniSettings.LABEL_DEF),
                    subject + ", of Kubernetes' own domain: a kubelet may not set it on its node",
                    "name a label of another domain, such as " + CniSettings.DEFAULT_KEY));
        }
        return Optional.empty();
    }

    private static Optional<Finding> ipv6(CniSettings settings) {
        return settings.customNetworking() && settings.ipv6()
                ? Optional.of(new Violation(
                        field(CniSettings.IPV6),
                        "custom networking is on together with IPv6, and aws-node does not start so",
                        "set %s or %s to false".formatted(CniSettings.CUSTOM_NETWORKING, CniSettings.IPV6)))
                : Optional.empty();
    }

    /** Without custom networking somebody else may well provide the interfaces. */
    private static Stream<Finding> provisioning(CniSettings settings) {
        return settings.switchesAgainstProvisioning().stream()
                .filter(variable -> settings.customNetworking())
                .map(variable -> new Violation(
                        field(variable),
                        variable + " is on: the CNI attaches no interface, so that no ENIConfig has any effect",
                        "set it or %s to false".formatted(CniSettings.CUSTOM_NETWORKING)));
    }

    private static Optional<Finding> trunk(CniSettings settings, World world) {
        if (!settings.customNetworking() || !settings.podEni().orElse(false)) {
            return Optional.empty();
        }
        TreeSet<String> types = new TreeSet<>();
        world.cluster().nodes().stream()
                .filter(ClusterNode::isGoverned)
                .flatMap(node -> node.instanceType().flatMap(world.instanceTypes()::find).stream())
                .filter(type -> interfaces(type, settings) < FEWEST_WITH_TRUNK)
                .forEach(type -> types.add(type.name()));
        return types.isEmpty()
                ? Optional.empty()
                : Optional.of(new Violation(
                        field(CniSettings.POD_ENI),
                        "pod ENIs are on, but nodes of %s have fewer than %d interfaces: none is left for other pods"
                                .formatted(NameList.of(types), FEWEST_WITH_TRUNK),
                        "set %s to false, or %s"
                                .formatted(
                                        CniSettings.POD_ENI,
                                        settings.maxEni().orElse(FEWEST_WITH_TRUNK) < FEWEST_WITH_TRUNK
                                                ? "raise MAX_ENI"
                                                : "use larger types")));
    }

    private static int interfaces(InstanceType type, CniSettings settings) {
        return Math.min(type.enis(), settings.maxEni().orElse(type.enis()));
    }

    private static String field(String variable) {
        return "spec.template.spec.containers[%s].env[%s]".formatted(CniSettings.NAME, variable);
    }
}
