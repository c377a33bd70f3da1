package io.eniguard.rules.eniconfig;

import static io.eniguard.policy.Action.WARN;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.CniVariables;
import io.eniguard.cluster.EniConfig;
import io.eniguard.cluster.EniConfigKeys;
import io.eniguard.cluster.NodePool;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.net.Zone;
import io.eniguard.rules.About;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Given;
import io.eniguard.rules.Rule;
import io.eniguard.text.PlainText;
import io.eniguard.text.Quote;
import io.eniguard.world.World;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds ENIConfigs that no node can choose. An ENIConfig is in use if a node, a NodePool or the user data of an EC2NodeClass names it, or
 * if eniguard can name it in the label of a node.
 */
public final class EniConfigUnused implements Rule<EniConfig> {

    private static final About ABOUT = About.of("eniconfig-unused", WARN)
            .says("With the settings of aws-node, nodes can choose the ENIConfig")
            .because("""
                    The CNI ignores an ENIConfig that no node names, without an error. Pods then get addresses from the node subnet or
                    from another ENIConfig, or the nodes stay NotReady. With a zone label as the label key, an ENIConfig must have the
                    name of a zone. While the switch AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG is off or unreadable, the CNI uses no ENIConfig.
                    """)
            .source("https://docs.aws.amazon.com/eks/latest/userguide/cni-custom-network-tutorial.html");

    private static final String FIELD = "metadata.name";

    // The form of the names of zones in EC2, such as us-west-2a, us-gov-east-1b and us-west-2-lax-1a.
    private static final Pattern ZONE_NAME = Pattern.compile("[a-z]{2,4}(-[a-z]+)+-[0-9]+(-[a-z]{3}-[0-9]+)?[a-z]");

    // The form of the ids of zones in EC2, such as usw2-az1 and usw2-lax1-az1.
    private static final Pattern ZONE_ID = Pattern.compile("[a-z]{3,6}[0-9]-([a-z]{3}[0-9]-)?az[0-9]+");

    private static final int ROOM_FOR_A_NAME = 40;
    private static final int ROOM_BESIDE_A_ZONE = 24;

    @Override
    public About about() {
        return ABOUT;
    }

    @Override
    public Set<ReviewedKind> concludesFromAbsenceOf() {
        return Set.of(ReviewedKind.NODE, ReviewedKind.NODE_CLASS, ReviewedKind.NODE_POOL);
    }

    @Override
    public Object reads(EniConfig object, World world) {
        return List.of(object.name(), object.malformedName());
    }

    @Override
    public List<Finding> check(Change<EniConfig> change, World world) {
        EniConfig config = change.object();
        if (config.malformedName().isPresent()) {
            return List.of(noText(config.malformedName().get(), config, world));
        }
        boolean hasNodes = world.cluster().nodes().stream().anyMatch(ClusterNode::isGoverned);
        if (world.cluster().cni().filter(CniSettings::assumed).isPresent()
                || (world.cluster().installedCni().isEmpty() && !hasNodes)) {
            return List.of();
        }
        return Given.given(
                world.cni(), FIELD, "nodes can choose the ENIConfig", Given.AWS_NODE, cni -> judge(config, cni, world));
    }

    private static Finding noText(Object name, EniConfig config, World world) {
        return new Violation(
                FIELD,
                "the name %s must be text, but YAML reads it as %s"
                        .formatted(
                                PlainText.cut(String.valueOf(name), ROOM_FOR_A_NAME),
                                name instanceof Boolean ? "a boolean" : "a number"),
                NamedSubnet.zoneOf(config, world)
                        .map(zone -> "name it after the zone of its subnet, " + zone)
                        .orElse("put the name in quotes, or name it after a zone"));
    }

    private static List<Finding> judge(EniConfig config, CniSettings cni, World world) {
        if (!cni.customNetworking()) {
            return List.of(switchedOff(cni));
        } else if (config.isDefault() || isNamed(config, cni, world)) {
            return List.of();
        } else if (cni.keys().isLabelZone()) {
            return isNoZone(config.name(), cni, world) ? List.of(noZone(config, cni, world)) : List.of();
        }
        return isLikeZone(config.name(), world) && !cni.keys().isLabelSetByEniguard()
                ? List.of(new Violation(
                        FIELD,
                        "no node names this ENIConfig in the label %s, and eniguard cannot set this label"
                                .formatted(Quote.of(cni.labelKey(), ROOM_FOR_A_NAME)),
                        "set %s of aws-node to %s".formatted(CniVariables.LABEL_DEF, EniConfigKeys.ZONE_LABEL)))
                : List.of();
    }

    /** Returns whether a running node, the template of a NodePool, or the user data of an EC2NodeClass names the ENIConfig. */
    private static boolean isNamed(EniConfig config, CniSettings cni, World world) {
        ClusterSnapshot cluster = world.cluster();
        return !cluster.nodesBoundTo(config.name()).nodes().isEmpty()
                || cluster.nodePools().stream().anyMatch(pool -> names(pool, config.name(), cni))
                || Stream.of(cni.labelKey(), CniSettings.EXTERNAL_LABEL)
                        .anyMatch(key -> cluster.nodeClasses().stream()
                                .anyMatch(nodeClass -> nodeClass
                                        .userData()
                                        .values()
                                        .getOrDefault(key, Set.of())
                                        .contains(config.name())));
    }

    private static boolean names(NodePool pool, String eniConfig, CniSettings cni) {
        return pool.valuesOf(cni.labelKey()).contains(eniConfig)
                || pool.valuesOf(CniSettings.EXTERNAL_LABEL).contains(eniConfig)
                || eniConfig.equals(pool.annotations().get(cni.annotationKey()));
    }

    private static Finding switchedOff(CniSettings cni) {
        String value = cni.environment().value(CniVariables.CUSTOM_NETWORKING);
        return new Violation(
                FIELD,
                "no node uses this ENIConfig, because custom networking is off%s"
                        .formatted(
                                value.isEmpty() || CniSettings.isBoolean(value)
                                        ? ""
                                        : ": the CNI cannot read the value " + Quote.of(value, ROOM_FOR_A_NAME)),
                "set %s of aws-node to true before nodes join".formatted(CniVariables.CUSTOM_NETWORKING));
    }

    private static Finding noZone(EniConfig config, CniSettings cni, World world) {
        boolean isById = cni.keys().isLabelZoneId();
        Optional<String> right = NamedSubnet.zoneOf(config, world)
                .map(world::complete)
                .flatMap(zone -> isById ? zone.id() : zone.name());
        return new Violation(
                FIELD,
                "no node can choose this ENIConfig: nodes choose by the label %s, and %s is not a zone%s%s"
                        .formatted(
                                cni.labelKey(),
                                Quote.of(config.name(), ROOM_BESIDE_A_ZONE),
                                isById ? " id" : "",
                                world.vpc().zones().isPresent() ? " of the region" : ""),
                right.map(zone -> "name it %s, like the zone of its subnet".formatted(zone))
                        .orElse("name it after a zone, such as " + (isById ? "usw2-az1" : "us-west-2a")));
    }

    /**
     * Returns whether no node can have a zone label with this value. If the zones are unknown or incomplete, only the form of the value is
     * checked.
     */
    private static boolean isNoZone(String name, CniSettings cni, World world) {
        boolean isById = cni.keys().isLabelZoneId();
        List<Optional<String>> values = world.vpc().zones().stream()
                .flatMap(List::stream)
                .map(zone -> isById ? zone.id() : zone.name())
                .toList();
        boolean isIncomplete = values.isEmpty() || values.contains(Optional.<String>empty());
        return isIncomplete
                ? !(isById ? ZONE_ID : ZONE_NAME).matcher(name).matches()
                : !values.contains(Optional.of(name));
    }

    private static boolean isLikeZone(String name, World world) {
        return ZONE_NAME.matcher(name).matches()
                || ZONE_ID.matcher(name).matches()
                || world.vpc().zonesSeen().stream().anyMatch(zone -> isCalled(zone, name));
    }

    private static boolean isCalled(Zone zone, String name) {
        return zone.name().filter(name::equals).isPresent()
                || zone.id().filter(name::equals).isPresent();
    }
}
