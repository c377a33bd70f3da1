package io.eniguard.source.file;

import io.eniguard.cluster.KarpenterSettings;
import java.util.List;
import java.util.Map;

/** Writes the Deployment of Karpenter with only the settings that rules read. */
final class SavedKarpenter {

    private SavedKarpenter() {}

    /** Returns a manifest from which {@link KarpenterSettings#in} reads the same settings. */
    static Object deployment(String namespace, KarpenterSettings settings) {
        Map<String, Object> reserved = settings.reservedEnis().isPresent()
                ? Map.of(
                        "name",
                        KarpenterSettings.RESERVED_ENIS,
                        "value",
                        String.valueOf(settings.reservedEnis().getAsInt()))
                : Map.of("name", KarpenterSettings.RESERVED_ENIS, "valueFrom", Map.of());
        Map<String, Object> gates = Map.of(
                "name",
                KarpenterSettings.FEATURE_GATES,
                "value",
                settings.refusesExpressions() ? KarpenterSettings.NO_EXPRESSIONS : "");
        Map<String, Object> container = Map.of("name", "controller", "env", List.of(reserved, gates));
        return Map.of(
                "apiVersion",
                KarpenterSettings.GROUP + "/v1",
                "kind",
                KarpenterSettings.KIND,
                "metadata",
                Map.of(
                        "name",
                        KarpenterSettings.NAME,
                        "namespace",
                        namespace,
                        "labels",
                        Map.of(KarpenterSettings.NAME_LABEL, KarpenterSettings.NAME)),
                "spec",
                Map.of("template", Map.of("spec", Map.of("containers", List.of(container)))));
    }
}
