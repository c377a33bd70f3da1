package io.eniguard.rules.shared;

import static io.eniguard.policy.Action.AUDIT;

import io.eniguard.cluster.EniConfig;
import io.eniguard.net.Zone;
import io.eniguard.rules.AwsFacts;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Unknown;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.shared.NodeTemplate.Choice;
import io.eniguard.rules.shared.NodeTemplate.Entry;
import io.eniguard.text.NameList;
import io.eniguard.vpc.Part;
import io.eniguard.world.Fact.Missing;
import io.eniguard.world.World;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Checks whether the ENIConfig that a label or an annotation of new nodes names exists, and whether it can serve all these nodes.
 *
 * @param zones the zones of the nodes; an empty list if the zones are unknown, and an empty Optional if the object does not decide the
 *     zones
 */
record SelectedEniConfig(NodeTemplate template, Optional<List<Zone>> zones, World world) {

    // k8s.io/apimachinery, pkg/util/validation, IsDNS1123Subdomain.
    private static final Pattern OBJECT_NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]*[a-z0-9])?");

    private static final int ROOM_FOR_NAMES = 36;

    List<Finding> check(Entry entry) {
        if (entry.values().isEmpty()) {
            return List.of(randomNumber(entry));
        }
        Optional<String> missing = entry.values().stream()
                .filter(name -> world.cluster().eniConfig(name).isEmpty())
                .findFirst();
        return missing.isPresent()
                ? List.of(missing(entry, missing.get()))
                : entry.values().stream()
                        .flatMap(name -> world.cluster().eniConfig(name).stream())
                        .flatMap(eniConfig -> ofZones(entry, eniConfig).stream())
                        .limit(1)
                        .toList();
    }

    private static Finding randomNumber(Entry entry) {
        return new Violation(
                entry.field(),
                "Karpenter sets %s to a random number if pods do not select a value, and no ENIConfig has this name"
                        .formatted(entry.shown()),
                "set the label in spec.template.metadata.labels");
    }

    private Finding missing(Entry entry, String name) {
        if (name.isEmpty()) {
            return new Violation(
                    entry.field(),
                    "%s is empty, so it selects no ENIConfig".formatted(entry.shown()),
                    "set it to the name of an ENIConfig, or remove it");
        }
        List<String> known =
                world.cluster().eniConfigs().stream().map(EniConfig::name).toList();
        return new Violation(
                entry.field(),
                "%s names ENIConfig %s, which does not exist%s"
                        .formatted(
                                entry.shown(),
                                NodeTemplate.quoted(name),
                                known.isEmpty() ? "" : "; known: " + NameList.of(known, ROOM_FOR_NAMES)),
                (OBJECT_NAME.matcher(name).matches() ? "create this ENIConfig, or " : "") + "correct the "
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
                        missing ->
                                List.of(unknown(entry, eniConfig, missing.reason(), AwsFacts.SUBNETS.wanted(world))));
    }

    private List<Finding> ofZones(Entry entry, EniConfig eniConfig, Zone served) {
        List<Zone> ofNodes = zones.orElse(List.of());
        if (ofNodes.isEmpty()) {
            return List.of(unknown(
                    entry,
                    eniConfig,
                    "the zones of the nodes are not known",
                    world.vpc().isKnown(Part.SUBNETS)
                            ? "name the zones in a NodePool, or check which subnets the EC2NodeClass selects"
                            : AwsFacts.SUBNETS.wanted(world)));
        }
        List<Zone> others = ofNodes.stream()
                .filter(zone -> !world.isSameZone(zone, served).orElse(true))
                .toList();
        // A script can be used in more zones than the nodes of this object have.
        boolean hasBranches =
                entry.choice() == Choice.BY_BRANCH && entry.values().size() > 1;
        if (others.size() == ofNodes.size()) {
            return hasBranches && serveSome(entry, ofNodes)
                    ? List.of()
                    : List.of(elsewhere(entry, eniConfig, served, others));
        }
        return others.isEmpty() || hasBranches ? List.of() : List.of(partly(entry, eniConfig, served, others));
    }

    /** Returns whether one of the ENIConfigs that the entry names serves one of the zones. */
    private boolean serveSome(Entry entry, List<Zone> ofNodes) {
        return entry.values().stream()
                .flatMap(name -> world.cluster().eniConfig(name).flatMap(EniConfig::subnetId).stream())
                .flatMap(id -> world.subnet(id).orElse(Optional.empty()).stream())
                .map(subnet -> world.complete(subnet.zone()))
                .anyMatch(served -> ofNodes.stream()
                        .anyMatch(zone -> world.isSameZone(zone, served).orElse(false)));
    }

    private static Finding elsewhere(Entry entry, EniConfig eniConfig, Zone served, List<Zone> ofNodes) {
        return new Violation(
                entry.field(),
                "%s names ENIConfig %s of %s, but the nodes are in %s"
                        .formatted(entry.shown(), NodeTemplate.quoted(eniConfig.name()), served, list(ofNodes)),
                "name an ENIConfig of the nodes' zone");
    }

    private Finding partly(Entry entry, EniConfig eniConfig, Zone served, List<Zone> others) {
        return new Violation(
                entry.field(),
                "%s names ENIConfig %s of %s, but nodes may also be in %s"
                        .formatted(entry.shown(), NodeTemplate.quoted(eniConfig.name()), served, list(others)),
                "use one %s for each zone".formatted(template.what()));
    }

    private static Finding unknown(Entry entry, EniConfig eniConfig, String reason, String fix) {
        return new Unknown(
                entry.field(),
                "unknown whether ENIConfig %s serves all zones of the nodes"
                        .formatted(NodeTemplate.quoted(eniConfig.name())),
                reason,
                fix,
                Missing.OTHER,
                AUDIT);
    }

    private static String list(List<Zone> some) {
        return NameList.of(some.stream().map(Zone::toString).toList(), ROOM_FOR_NAMES);
    }
}
