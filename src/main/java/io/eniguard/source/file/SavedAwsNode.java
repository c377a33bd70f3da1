package io.eniguard.source.file;

import io.eniguard.cluster.CniEnvironment;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.CniVariables;
import io.eniguard.cluster.MisspeltVariables;
import io.eniguard.tree.Tree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes the DaemonSet aws-node with only the fields that rules read. */
final class SavedAwsNode {

    private SavedAwsNode() {}

    /**
     * Returns aws-node with only the variables that rules read, because other variables may contain passwords of proxies. Rules read only
     * the name of a misspelt variable.
     */
    static Map<String, @Nullable Object> manifest(Tree daemonSet) {
        CniEnvironment environment = CniSettings.from(daemonSet).environment();
        List<Map<String, Object>> kept = environment.values().entrySet().stream()
                .filter(variable -> CniVariables.ALL.contains(variable.getKey())
                        || MisspeltVariables.meantBy(variable.getKey()).isPresent())
                .sorted(Map.Entry.comparingByKey())
                .map(variable -> {
                    Map<String, Object> entry = new LinkedHashMap<>();
                    entry.put("name", variable.getKey());
                    if (environment.references().contains(variable.getKey())) {
                        entry.put("valueFrom", Map.of());
                    } else {
                        entry.put("value", CniVariables.ALL.contains(variable.getKey()) ? variable.getValue() : "");
                    }
                    return entry;
                })
                .toList();
        Map<String, @Nullable Object> container = new LinkedHashMap<>();
        container.put("name", CniSettings.NAME);
        image(daemonSet).ifPresent(image -> container.put("image", image));
        container.put("env", kept);
        if (environment.hasImports()) {
            container.put("envFrom", List.of(Map.of()));
        }
        Map<String, @Nullable Object> pod = new LinkedHashMap<>();
        pod.put("containers", List.of(container));
        Stream.of("nodeSelector", "affinity")
                .forEach(field ->
                        daemonSet.value("spec", "template", "spec", field).ifPresent(value -> pod.put(field, value)));
        Map<String, @Nullable Object> manifest = new LinkedHashMap<>();
        manifest.put("apiVersion", "apps/v1");
        manifest.put("kind", CniSettings.KIND);
        manifest.put("metadata", new TreeMap<>(Map.of("name", CniSettings.NAME, "namespace", CniSettings.NAMESPACE)));
        manifest.put("spec", Map.of("template", Map.of("spec", pod)));
        CniSettings.from(daemonSet)
                .nodes()
                .desired()
                .ifPresent(number -> manifest.put("status", Map.of("desiredNumberScheduled", number)));
        return manifest;
    }

    /** Returns the image of aws-node, which contains the version of the CNI. */
    private static Optional<String> image(Tree daemonSet) {
        return daemonSet.trees("spec", "template", "spec", "containers").stream()
                .filter(container ->
                        container.text("name").filter(CniSettings.NAME::equals).isPresent())
                .flatMap(container -> container.text("image").stream())
                .findFirst();
    }
}
