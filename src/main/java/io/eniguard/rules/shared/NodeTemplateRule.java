package io.eniguard.rules.shared;

import static io.eniguard.rules.Action.AUDIT;
import static io.eniguard.rules.Action.WARN;

import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.EniConfig;
import io.eniguard.net.Zone;
import io.eniguard.rules.About;
import io.eniguard.rules.AwsFacts;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Unknown;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Given;
import io.eniguard.rules.shared.NodeTemplate.Entry;
import io.eniguard.text.NameList;
import io.eniguard.text.PlainText;
import io.eniguard.text.Quote;
import io.eniguard.world.Fact.Missing;
import io.eniguard.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The description of the rule {@code node-template}, and the logic that the classes of this rule share. */
public final class NodeTemplateRule {

    public static final About ABOUT = About.of("node-template", WARN)
            .says("The labels of new nodes select an ENIConfig that can serve all these nodes")
            .because("""
                    An ENIConfig has one subnet, so it serves the nodes of one zone. With one fixed label for nodes in several zones,
                    the nodes in the other zones never become ready. If no ENIConfig has the name, no new node becomes ready. If
                    aws-node does not read the key of a label, the label has no effect, and pods get addresses from an unintended
                    subnet.
                    """)
            .source("https://docs.aws.amazon.com/eks/latest/userguide/cni-custom-network-tutorial.html");

    // k8s.io/apimachinery, pkg/util/validation, IsDNS1123Subdomain.
    private static final Pattern OBJECT_NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]*[a-z0-9])?");

    private static final int ROOM_FOR_A_KEY = 36;
    private static final int ROOM_FOR_KEY_IN_FORCE = 30;
    private static final int ROOM_FOR_A_NAME = 24;
    private static final int ROOM_FOR_NAMES = 36;

    private final NodeTemplate template;
    private final Optional<List<Zone>> zones;
    private final CniSettings cni;
    private final World world;

    private NodeTemplateRule(NodeTemplate template, Optional<List<Zone>> zones, CniSettings cni, World world) {
        this.template = template;
        this.zones = zones;
        this.cni = cni;
        this.world = world;
    }

    /**
     * Returns the findings about the labels and annotations of new nodes. Returns no findings if custom networking is off, or if the CNI's
     * settings are assumed and no ENIConfig is known.
     *
     * @param zones the zones of the nodes; an empty list if the zones are unknown, and an empty Optional if the object does not decide the
     *     zones
     */
    public static List<Finding> check(NodeTemplate template, Optional<List<Zone>> zones, World world) {
        return template.entries().isEmpty() || (world.cluster().cni().isEmpty() && !template.maySelect())
                ? List.of()
                : Given.given(
                        world.cni(),
                        template.entries().get(0).field(),
                        "the labels of the nodes select an ENIConfig",
                        Given.AWS_NODE,
                        cni -> cni.customNetworking()
                                        && !(cni.assumed()
                                                && world.cluster().eniConfigs().isEmpty())
                                ? new NodeTemplateRule(template, zones, cni, world).findings()
                                : List.of());
    }

    private List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        // The cloud controller sets a zone label to the zone of the node, and the rule zone-coverage checks the zones.
        template.selecting(cni).filter(entry -> !followsZone(entry)).ifPresent(entry -> findings.addAll(judge(entry)));
        template.ignored(cni).stream()
                .filter(entry -> !isHarmless(entry))
                .map(this::ignored)
                .forEach(findings::add);
        return findings;
    }

    private boolean followsZone(Entry entry) {
        return entry.isOn(NodeTemplate.Kind.LABEL, cni.labelKey())
                && Coverage.by(cni, world).isByName();
    }

    private List<Finding> judge(Entry entry) {
        List<String> missing = entry.values().stream()
                .filter(name -> world.cluster().eniConfig(name).isEmpty())
                .toList();
        if (!missing.isEmpty()) {
            return List.of(missing(entry, missing));
        }
        return entry.values().stream()
                .flatMap(name -> world.cluster().eniConfig(name).stream())
                .flatMap(eniConfig -> ofZones(entry, eniConfig).stream())
                .limit(1)
                .toList();
    }

    private Finding missing(Entry entry, List<String> names) {
        if (names.get(0).isEmpty()) {
            return new Violation(
                    entry.field(),
                    "%s is empty, so it selects no ENIConfig".formatted(key(entry)),
                    "set it to the name of an ENIConfig, or remove it");
        }
        List<String> known =
                world.cluster().eniConfigs().stream().map(EniConfig::name).toList();
        return new Violation(
                entry.field(),
                "%s names ENIConfig %s, which does not exist%s"
                        .formatted(
                                key(entry),
                                quoted(names.get(0)),
                                known.isEmpty() ? "" : "; known: " + NameList.of(known, ROOM_FOR_NAMES)),
                (OBJECT_NAME.matcher(names.get(0)).matches() ? "create this ENIConfig, or " : "") + "correct the "
                        + entry.kind().word());
    }

    /** Compares the zone of an ENIConfig with the zones of the nodes. */
    private List<Finding> ofZones(Entry entry, EniConfig eniConfig) {
        if (zones.isEmpty() || eniConfig.subnetId().isEmpty()) {
            return List.of();
        }
        return world.subnet(eniConfig.subnetId().get())
                .fold(
                        subnet -> subnet.map(found -> ofZones(entry, eniConfig, world.complete(found.zone())))
                                .orElse(List.of()),
                        missing -> List.of(unknown(entry, eniConfig, missing.reason())));
    }

    private List<Finding> ofZones(Entry entry, EniConfig eniConfig, Zone served) {
        List<Zone> ofNodes = zones.orElse(List.of());
        if (ofNodes.isEmpty()) {
            return List.of(unknown(entry, eniConfig, "the zones of the nodes are not known"));
        }
        List<Zone> others = ofNodes.stream()
                .filter(zone -> !world.isSameZone(zone, served).orElse(true))
                .toList();
        if (others.isEmpty()
                || (others.size() < ofNodes.size() && entry.values().size() > 1)) {
            return List.of();
        }
        return List.of(
                others.size() == ofNodes.size()
                        ? elsewhere(entry, eniConfig, served, others)
                        : partly(entry, eniConfig, served, others));
    }

    private Finding elsewhere(Entry entry, EniConfig eniConfig, Zone served, List<Zone> ofNodes) {
        return new Violation(
                entry.field(),
                "%s names ENIConfig %s of %s, but the nodes are in %s"
                        .formatted(key(entry), quoted(eniConfig.name()), served, list(ofNodes)),
                "name an ENIConfig of the nodes' zone");
    }

    private Finding partly(Entry entry, EniConfig eniConfig, Zone served, List<Zone> others) {
        return new Violation(
                entry.field(),
                "%s names ENIConfig %s of %s, but nodes may also be in %s"
                        .formatted(key(entry), quoted(eniConfig.name()), served, list(others)),
                "use one %s for each zone".formatted(template.what()));
    }

    private Finding unknown(Entry entry, EniConfig eniConfig, String reason) {
        return new Unknown(
                entry.field(),
                "unknown whether ENIConfig %s serves all zones of the nodes".formatted(quoted(eniConfig.name())),
                reason,
                AwsFacts.SUBNETS.wanted(world),
                Missing.OTHER,
                AUDIT);
    }

    /** Returns whether the nodes use the ENIConfig that the ignored entry names. The entry then misleads nobody. */
    private boolean isHarmless(Entry entry) {
        List<String> used = template.selecting(cni).map(Entry::values).orElse(List.of());
        if (!used.isEmpty()) {
            return used.equals(entry.values());
        }
        if (!Coverage.by(cni, world).isByName()) {
            return false;
        }
        List<Zone> ofNodes = zones.orElse(List.of());
        return ofNodes.isEmpty()
                ? entry.values().stream().allMatch(this::isZone)
                : ofNodes.stream().allMatch(zone -> entry.values().stream().allMatch(value -> isNamed(zone, value)));
    }

    private boolean isZone(String value) {
        return world.vpc().zonesSeen().stream().anyMatch(zone -> isNamed(zone, value));
    }

    private static boolean isNamed(Zone zone, String value) {
        return zone.name().filter(value::equals).isPresent()
                || zone.id().filter(value::equals).isPresent();
    }

    private Finding ignored(Entry entry) {
        boolean isLabel = entry.kind() == NodeTemplate.Kind.LABEL;
        return new Violation(
                entry.field(),
                "%s (%s) has no effect, because %s is %s"
                        .formatted(
                                key(entry),
                                quoted(entry.values().get(0)),
                                isLabel ? CniSettings.LABEL_DEF : CniSettings.ANNOTATION_DEF,
                                PlainText.cut(isLabel ? cni.labelKey() : cni.annotationKey(), ROOM_FOR_KEY_IN_FORCE)),
                "remove it" + (isUsable(entry) ? ", or use the label " + CniSettings.EXTERNAL_LABEL : ""));
    }

    /** Returns whether the ENIConfig that the entry names could serve the nodes. */
    private boolean isUsable(Entry entry) {
        return entry.values().size() == 1 && judge(entry).isEmpty();
    }

    private static String key(Entry entry) {
        return entry.kind().word() + " " + PlainText.cut(entry.key(), ROOM_FOR_A_KEY);
    }

    private static String quoted(String name) {
        return Quote.of(name, ROOM_FOR_A_NAME);
    }

    private static String list(List<Zone> some) {
        return NameList.of(some.stream().map(Zone::toString).toList(), ROOM_FOR_NAMES);
    }
}
