package io.eniguard.registration;

import static io.eniguard.registration.Webhook.failing;
import static io.eniguard.registration.Webhook.ignorable;
import static io.eniguard.registration.Webhook.ofCluster;
import static io.eniguard.registration.Webhook.ofNamespaces;
import static io.eniguard.registration.Webhook.ofStatus;

import io.eniguard.cluster.ReviewedKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/**
 * The ValidatingWebhookConfiguration and the MutatingWebhookConfiguration that register eniguard. Both are named {@code eniguard}.
 *
 * <p>Only writes of ENIConfigs fail while eniguard is unavailable. All other requests are allowed without a review. A node that cannot
 * register causes more harm than a wrong node, which the next review reports.
 *
 * @param caBundle the PEM text, in base64, of the CA certificates that verify eniguard's certificate; empty if another tool adds the
 *     certificates
 * @param clampMaxPods whether to include the webhook that lowers the number of pods in a node's status
 * @param kubeletConfigNamespaces the namespaces whose ConfigMaps are reviewed; empty for all
 */
public record WebhookConfigurations(
        WebhookTarget target, Optional<String> caBundle, boolean clampMaxPods, List<String> kubeletConfigNamespaces) {

    /**
     * The namespaces whose ConfigMaps are reviewed by default if eniguard runs behind a Service: the namespace of the control plane's
     * kubelet configurations and the namespace of Karpenter. Users who can write to these two namespaces already control the cluster. The
     * ConfigMaps of tenants are not reviewed by default, since tenants could otherwise overload eniguard, and writes of ENIConfigs depend
     * on eniguard.
     */
    public static final List<String> NAMESPACES_OF_ADMINISTRATORS = List.of("kube-system", "karpenter");

    private static final List<Map<String, Object>> ENI_CONFIGS = List.of(ofCluster(ReviewedKind.ENI_CONFIG));
    private static final List<Map<String, Object>> NODES = List.of(ofCluster(ReviewedKind.NODE));
    private static final List<Map<String, Object>> NODE_STATUS = List.of(ofStatus(ReviewedKind.NODE));
    private static final List<Map<String, Object>> CONFIG_MAPS = List.of(ofNamespaces(ReviewedKind.CONFIG_MAP));
    private static final List<Map<String, Object>> KARPENTER =
            List.of(ofCluster(ReviewedKind.NODE_CLASS), ofCluster(ReviewedKind.NODE_POOL));
    private static final List<Map<String, Object>> POLICIES = List.of(ofCluster(ReviewedKind.POLICY));
    private static final List<Map<String, Object>> DAEMON_SETS = List.of(ofNamespaces(ReviewedKind.DAEMON_SET));

    public WebhookConfigurations {
        kubeletConfigNamespaces = List.copyOf(kubeletConfigNamespaces);
    }

    /** Creates configurations that review the ConfigMaps of all namespaces. */
    public WebhookConfigurations(WebhookTarget target, Optional<String> caBundle, boolean clampMaxPods) {
        this(target, caBundle, clampMaxPods, List.of());
    }

    /** Returns the ValidatingWebhookConfiguration, with its fields in the order in which people read them. */
    public Map<String, Object> validating() {
        List<Webhook> webhooks = List.of(
                failing("eniconfigs.validate.eniguard.io", ENI_CONFIGS),
                ignorable(
                        "nodes.validate.eniguard.io", NODES, MatchCondition.NOT_AWS_NODE, MatchCondition.NODE_DIFFERS),
                ignorable("nodestatus.validate.eniguard.io", NODE_STATUS, MatchCondition.LABELS_DIFFER),
                ignorable("kubeletconfigs.validate.eniguard.io", CONFIG_MAPS, MatchCondition.KUBELET_CONFIGURATION)
                        .onlyIn(kubeletConfigNamespaces),
                ignorable("nodeclasses.validate.eniguard.io", KARPENTER),
                ignorable("policies.validate.eniguard.io", POLICIES),
                ignorable("cnisettings.validate.eniguard.io", DAEMON_SETS, MatchCondition.NAMED_AWS_NODE)
                        .onlyIn(List.of("kube-system")));
        return configuration(
                "ValidatingWebhookConfiguration",
                webhooks.stream()
                        .map(webhook -> webhook.manifest(clientConfig("/validate")))
                        .toList());
    }

    /** Returns the MutatingWebhookConfiguration. API servers call each of its webhooks again if a later webhook has changed the object. */
    public Map<String, Object> mutating() {
        List<Webhook> webhooks = new ArrayList<>();
        webhooks.add(
                ignorable("nodes.mutate.eniguard.io", NODES, MatchCondition.NOT_AWS_NODE, MatchCondition.NODE_DIFFERS));
        if (clampMaxPods) {
            webhooks.add(ignorable("nodestatus.mutate.eniguard.io", NODE_STATUS, MatchCondition.PODS_DIFFER));
        }
        webhooks.add(ignorable("kubeletconfigs.mutate.eniguard.io", CONFIG_MAPS, MatchCondition.KUBELET_CONFIGURATION)
                .onlyIn(kubeletConfigNamespaces));
        return configuration(
                "MutatingWebhookConfiguration",
                webhooks.stream()
                        .map(webhook -> {
                            Map<String, Object> manifest = webhook.manifest(clientConfig("/mutate"));
                            manifest.put("reinvocationPolicy", "IfNeeded");
                            return manifest;
                        })
                        .toList());
    }

    /** Returns both configurations as YAML documents for {@code kubectl apply -f -}. Equal configurations always produce the same bytes. */
    public String yaml() {
        DumpSettings settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.AUTO)
                .setIndicatorIndent(2)
                .setIndentWithIndicator(true)
                .setSplitLines(false)
                .setDereferenceAliases(true)
                .setWidth(200)
                .build();
        Dump dump = new Dump(settings);
        return dump.dumpToString(validating()) + "---\n" + dump.dumpToString(mutating());
    }

    private Map<String, Object> clientConfig(String path) {
        Map<String, Object> clientConfig = new LinkedHashMap<>(target.clientConfig(path));
        caBundle.ifPresent(bundle -> clientConfig.put("caBundle", bundle));
        return clientConfig;
    }

    private static Map<String, Object> configuration(String kind, List<Map<String, Object>> webhooks) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", "eniguard");
        metadata.put("labels", Map.of("app.kubernetes.io/name", "eniguard"));
        Map<String, Object> configuration = new LinkedHashMap<>();
        configuration.put("apiVersion", "admissionregistration.k8s.io/v1");
        configuration.put("kind", kind);
        configuration.put("metadata", metadata);
        configuration.put("webhooks", webhooks);
        return configuration;
    }
}
