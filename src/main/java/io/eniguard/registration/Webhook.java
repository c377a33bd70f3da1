package io.eniguard.registration;

import io.eniguard.cluster.ReviewedKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One entry of a webhook configuration.
 *
 * @param name the name, with at least three segments; denials contain the name, and audit annotations start with it
 * @param rules the rules that select the requests for the webhook, with the fields of Kubernetes
 * @param failurePolicy {@code Fail} or {@code Ignore}: whether a request fails if eniguard does not answer
 * @param timeoutSeconds the time that a request waits for an answer, also if the failure policy is {@code Ignore}
 * @param namespaces the namespaces to which the webhook is limited; empty for all namespaces and for cluster-scoped objects
 * @param conditions the conditions that must all be true; if empty, the webhook is called for every selected request
 */
record Webhook(
        String name,
        List<Map<String, Object>> rules,
        String failurePolicy,
        int timeoutSeconds,
        List<String> namespaces,
        List<MatchCondition> conditions) {

    /** Creates a webhook for requests that fail if eniguard does not answer. */
    static Webhook failing(String name, List<Map<String, Object>> rules) {
        // The timeout is three seconds, since the review of an ENIConfig may wait for one look-up in EC2.
        return new Webhook(name, rules, "Fail", 3, List.of(), List.of());
    }

    /**
     * Creates a webhook for requests that are allowed if eniguard does not answer. If these requests failed, nodes could not register while
     * eniguard is unavailable.
     */
    static Webhook ignorable(String name, List<Map<String, Object>> rules, MatchCondition... conditions) {
        return new Webhook(name, rules, "Ignore", 2, List.of(), List.of(conditions));
    }

    /** Returns the same webhook, limited to objects in the given namespaces. An empty list means all namespaces. */
    Webhook onlyIn(List<String> onlyNamespaces) {
        return new Webhook(name, rules, failurePolicy, timeoutSeconds, onlyNamespaces, conditions);
    }

    /** Returns the rule for a cluster-scoped kind. */
    static Map<String, Object> ofCluster(ReviewedKind kind) {
        return rule(kind, kind.resource(), "Cluster", kind.operations());
    }

    /** Returns the rule for a namespaced kind. */
    static Map<String, Object> ofNamespaces(ReviewedKind kind) {
        return rule(kind, kind.resource(), "Namespaced", kind.operations());
    }

    /** Returns the rule for updates of the status of a cluster-scoped kind. */
    static Map<String, Object> ofStatus(ReviewedKind kind) {
        return rule(kind, kind.resource() + "/status", "Cluster", List.of("UPDATE"));
    }

    Map<String, Object> manifest(Map<String, Object> clientConfig) {
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("name", name);
        manifest.put("clientConfig", clientConfig);
        manifest.put("rules", rules);
        if (!namespaces.isEmpty()) {
            manifest.put("namespaceSelector", selector(namespaces));
        }
        if (!conditions.isEmpty()) {
            manifest.put(
                    "matchConditions",
                    conditions.stream().map(MatchCondition::manifest).toList());
        }
        manifest.put("matchPolicy", "Equivalent");
        manifest.put("failurePolicy", failurePolicy);
        manifest.put("sideEffects", "None");
        manifest.put("timeoutSeconds", timeoutSeconds);
        manifest.put("admissionReviewVersions", List.of("v1"));
        return manifest;
    }

    // The API server sets this label to the name of the namespace, and nobody can change the label.
    private static Map<String, Object> selector(List<String> namespaces) {
        String label = "kubernetes.io/metadata.name";
        if (namespaces.size() == 1) {
            return Map.of("matchLabels", Map.of(label, namespaces.get(0)));
        }
        Map<String, Object> expression = new LinkedHashMap<>();
        expression.put("key", label);
        expression.put("operator", "In");
        expression.put("values", namespaces);
        return Map.of("matchExpressions", List.of(expression));
    }

    private static Map<String, Object> rule(ReviewedKind kind, String resource, String scope, List<String> operations) {
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("apiGroups", List.of(kind.group()));
        rule.put("apiVersions", List.of(kind.version()));
        rule.put("resources", List.of(resource));
        rule.put("operations", operations);
        rule.put("scope", scope);
        return rule;
    }
}
