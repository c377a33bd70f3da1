package io.eniguard.rules.shared;

import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.CniVariables;
import io.eniguard.net.Zone;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.shared.NodeTemplate.Entry;
import io.eniguard.rules.shared.NodeTemplate.Kind;
import io.eniguard.text.PlainText;
import io.eniguard.world.World;
import java.util.List;
import java.util.stream.Stream;

/** Finds labels and annotations of new nodes that have the default key, although the settings of aws-node name another key. */
record IgnoredEntries(NodeTemplate template, SelectedEniConfig selected, CniSettings cni, World world) {

    private static final int ROOM_FOR_KEY_IN_FORCE = 30;

    Stream<Finding> findings() {
        return template.entries().stream()
                .filter(entry -> isIgnored(entry, Kind.LABEL, cni.labelKey())
                        || isIgnored(entry, Kind.ANNOTATION, cni.annotationKey()))
                .filter(entry -> !entry.values().isEmpty() && !isHarmless(entry))
                .map(this::finding);
    }

    private static boolean isIgnored(Entry entry, Kind kind, String keyInForce) {
        return entry.isOn(kind, CniSettings.DEFAULT_KEY) && !keyInForce.equals(CniSettings.DEFAULT_KEY);
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
        List<Zone> ofNodes = selected.zones().orElse(List.of());
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

    private Finding finding(Entry entry) {
        boolean isLabel = entry.kind() == Kind.LABEL;
        return new Violation(
                entry.field(),
                "%s (%s) has no effect, because %s is %s"
                        .formatted(
                                entry.shown(),
                                NodeTemplate.quoted(entry.values().get(0)),
                                isLabel ? CniVariables.LABEL_DEF : CniVariables.ANNOTATION_DEF,
                                PlainText.cut(isLabel ? cni.labelKey() : cni.annotationKey(), ROOM_FOR_KEY_IN_FORCE)),
                "remove the " + entry.kind().word()
                        + (isUsable(entry) ? ", or use the label " + CniSettings.EXTERNAL_LABEL : ""));
    }

    /** Returns whether the ENIConfig that the entry names could serve the nodes. */
    private boolean isUsable(Entry entry) {
        return entry.values().size() == 1 && selected.check(entry).isEmpty();
    }
}
