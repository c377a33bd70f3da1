package io.eniguard.rules.cni;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.CniVariables;
import io.eniguard.cluster.EniConfig;
import io.eniguard.cluster.EniConfigKeys;
import io.eniguard.cluster.LabelSyntax;
import io.eniguard.net.Zone;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.text.Count;
import io.eniguard.text.PlainText;
import io.eniguard.text.Quote;
import io.eniguard.world.World;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Checks the keys of the label and the annotation by which nodes select their ENIConfig. */
final class SelectionKeys {

    private static final int ROOM_FOR_A_KEY = 40;

    private SelectionKeys() {}

    static Stream<Finding> check(CniSettings settings) {
        return Stream.concat(labelKey(settings), annotationKey(settings));
    }

    private static Stream<Finding> labelKey(CniSettings settings) {
        String key = settings.labelKey();
        String subject = CniVariables.LABEL_DEF + " is " + Quote.of(key, ROOM_FOR_A_KEY);
        if (!LabelSyntax.isKey(key)) {
            return Stream.of(invalid(CniVariables.LABEL_DEF, key, "label"));
        } else if (!KubeletLabels.isAllowed(key)) {
            return Stream.of(new Violation(
                    CniField.of(CniVariables.LABEL_DEF),
                    subject + ", a key in a protected domain of Kubernetes, so kubelets may not set this label",
                    "use a label key in another domain, such as " + CniSettings.DEFAULT_KEY));
        } else if (key.equals(EniConfigKeys.DEPRECATED_ZONE_LABEL)) {
            return Stream.of(new Violation(
                    CniField.of(CniVariables.LABEL_DEF),
                    "%s is %s, a deprecated label that Kubernetes may stop setting"
                            .formatted(CniVariables.LABEL_DEF, key),
                    "use %s, which has the same values".formatted(EniConfigKeys.ZONE_LABEL)));
        }
        return Stream.empty();
    }

    private static Stream<Finding> annotationKey(CniSettings settings) {
        String key = settings.annotationKey();
        // Kubernetes ignores the case of annotation keys: k8s.io/apimachinery, pkg/api/validation/objectmeta.go.
        return LabelSyntax.isKey(key.toLowerCase(Locale.ROOT))
                ? Stream.empty()
                : Stream.of(invalid(CniVariables.ANNOTATION_DEF, key, "annotation"));
    }

    private static Finding invalid(String variable, String key, String kind) {
        boolean hasSpaces = key.codePoints().anyMatch(Character::isWhitespace);
        return new Violation(
                CniField.of(variable),
                "%s is %s, which is not a valid %s key%s, so no node can have this %s"
                        .formatted(
                                variable,
                                Quote.of(key, ROOM_FOR_A_KEY),
                                kind,
                                hasSpaces ? " because it contains spaces" : "",
                                kind),
                hasSpaces && LabelSyntax.isKey(key.strip())
                        ? "use " + PlainText.cut(key.strip(), ROOM_FOR_A_KEY) + " without spaces"
                        : "use a valid %s key such as %s".formatted(kind, CniSettings.DEFAULT_KEY));
    }

    /**
     * Reports that ENIConfigs are named after zones although nodes do not select their ENIConfig by zone. Only running nodes without a
     * label or annotation that selects an ENIConfig are counted. No finding is returned if the ENIConfig {@code default} exists, or if
     * {@code zone-coverage} reports these nodes.
     */
    static Stream<Finding> checkZones(Change<CniSettings> change, World world) {
        CniSettings settings = change.object();
        if (!settings.customNetworking()
                || settings.unknownSelection().isPresent()
                || settings.keys().isLabelZone()
                || world.cluster().eniConfig(EniConfig.DEFAULT_NAME).isPresent()) {
            return Stream.empty();
        }
        List<ClusterNode> unlabelled = world.cluster().nodes().stream()
                .filter(node -> settings.governs(node) && settings.resolve(node).isFallback())
                .toList();
        List<Zone> zones = Stream.concat(
                        world.vpc().zonesSeen().stream(), unlabelled.stream().map(ClusterNode::zone))
                .toList();
        boolean areNames = hasEniConfigNamedAfter(zones, Zone::name, world);
        if (unlabelled.isEmpty()
                || !(areNames || hasEniConfigNamedAfter(zones, Zone::id, world))
                || !new RunningZones().check(change, world).isEmpty()) {
            return Stream.empty();
        }
        return Stream.of(new Violation(
                CniField.of(CniVariables.LABEL_DEF),
                "ENIConfigs are named after zones, but %s no label %s and so %s no ENIConfig"
                        .formatted(
                                Count.of(unlabelled.size(), "node") + (unlabelled.size() == 1 ? " has" : " have"),
                                PlainText.cut(settings.labelKey(), ROOM_FOR_A_KEY),
                                unlabelled.size() == 1 ? "gets" : "get"),
                "set %s to %s"
                        .formatted(
                                CniVariables.LABEL_DEF,
                                areNames ? EniConfigKeys.ZONE_LABEL : EniConfigKeys.ZONE_ID_LABEL)));
    }

    private static boolean hasEniConfigNamedAfter(
            List<Zone> zones, Function<Zone, Optional<String>> name, World world) {
        return zones.stream()
                .flatMap(zone -> name.apply(zone).stream())
                .anyMatch(zone -> world.cluster().eniConfig(zone).isPresent());
    }
}
