package io.eniguard.cluster;

import io.eniguard.cluster.KubeletSettings.Form;
import io.eniguard.tree.Document;
import io.eniguard.tree.Tree;
import io.eniguard.tree.YamlReader;
import io.eniguard.tree.YamlSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A ConfigMap, with the kubelet configurations that its {@code data} holds, whatever the keys; or such a configuration as an
 * object of its own, which is as a ConfigMap that holds it. {@code binaryData} is not looked at.
 *
 * @param instanceType what the configurations are for: the label, or else the annotation {@value #INSTANCE_TYPE}
 * @param broken values that seem to hold one, and are no YAML
 */
public record KubeletConfigMap(Optional<String> instanceType, List<KubeletSettings> settings, List<Broken> broken) {

    public static final String KIND = "ConfigMap";
    public static final String INSTANCE_TYPE = "node.kubernetes.io/instance-type";

    // In YAML and in JSON. A ConfigMap may hold any text, so what cannot be read only matters where it looks like one
    // of these.
    private static final Pattern KIND_LINE =
            Pattern.compile("(?m)[\"']?\\bkind[\"']?\\s*:\\s*[\"']?(KubeletConfiguration|NodeConfig)\\b");
    private static final Pattern USER_DATA = Pattern.compile("\\s*(#!|MIME-Version:|Content-Type:)");

    /**
     * A value that cannot be read to its end.
     *
     * @param line of the value, from 1
     * @param isUserData a script or a multi-part message around the configuration, which is no mistake
     */
    public record Broken(String key, int line, String reason, boolean isUserData) {}

    public KubeletConfigMap {
        settings = List.copyOf(settings);
        broken = List.copyOf(broken);
    }

    public static KubeletConfigMap from(Tree configMap) {
        List<KubeletSettings> settings = new ArrayList<>();
        List<Broken> broken = new ArrayList<>();
        for (Map.Entry<String, String> entry : configMap.texts("data").entrySet()) {
            if (isWorthReading(entry.getValue())) {
                read(entry.getKey(), entry.getValue(), settings, broken);
            }
        }
        return new KubeletConfigMap(instanceType(configMap), settings, broken);
    }

    /** @param manifest a KubeletConfiguration or a NodeConfig */
    public static KubeletConfigMap ofBare(Tree manifest) {
        List<KubeletSettings> settings = form(manifest)
                .map(form -> new KubeletSettings(form, "", 0, manifest))
                .map(List::of)
                .orElse(List.of());
        return new KubeletConfigMap(instanceType(manifest), settings, List.of());
    }

    private static Optional<String> instanceType(Tree manifest) {
        return manifest.nonEmptyText("metadata", "labels", INSTANCE_TYPE)
                .or(() -> manifest.nonEmptyText("metadata", "annotations", INSTANCE_TYPE));
    }

    private static boolean isWorthReading(String text) {
        return text.contains(Form.KUBELET_CONFIGURATION.kind()) || text.contains(Form.NODE_CONFIG.kind());
    }

    private static void read(String key, String text, List<KubeletSettings> settings, List<Broken> broken) {
        YamlReader.Outcome outcome = YamlReader.readUntilError(text);
        int number = 0;
        for (Document document : outcome.documents()) {
            Tree content = Tree.of(document.content());
            int index = number++;
            form(content).ifPresent(form -> settings.add(new KubeletSettings(form, key, index, content)));
        }
        YamlSyntaxException error = outcome.error();
        if (error != null && KIND_LINE.matcher(text).find()) {
            broken.add(new Broken(
                    key,
                    error.line(),
                    String.valueOf(error.getMessage()),
                    USER_DATA.matcher(text).lookingAt()));
        }
    }

    private static Optional<Form> form(Tree content) {
        ObjectId id = ObjectId.of(content);
        for (Form form : Form.values()) {
            if (id.kind().equals(form.kind())
                    && (id.apiVersion().isEmpty() || id.group().equals(form.group()))) {
                return Optional.of(form);
            }
        }
        return Optional.empty();
    }
}
