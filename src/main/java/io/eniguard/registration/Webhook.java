package io.eniguard.registration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One entry of a webhook configuration.
 *
 * @param name three segments or more; denials name it, and audit annotations start with it
 * @param rules the requests it is called for, as Kubernetes spells them
 * @param failurePolicy what becomes of a request when eniguard does not answer: {@code Fail} or {@code Ignore}
 * @param timeoutSeconds how long a request waits for an answer, also where it is then let through without one
 * @param namespaces the only ones that count; empty for all, and for objects outside of namespaces
 * @param conditions all must hold; none: every request of the rules
 */
record Webhook(
        String name,
        List<Map<String, Object>> rules,
        String failurePolicy,
        int timeoutSeconds,
        List<String> namespaces,
        List<MatchCondition> conditions) {

    static final List<String> CREATE_UPDATE = List.of("CREATE", "UPDATE");

    /** A webhook whose silence stops the request. */
    static Webhook failing(String name, List<Map<String, Object>> rules) {
        // Three seconds, since an ENIConfig may wait for one look at EC2.
        return new Webhook(name, rules, "Fail", 3, List.of(), List.of());
    }

    /** A webhook that is passed over while it does not answer: what else waits for it are nodes that want to register. */
    static Webhook ignorable(String name, List<Map<String, Object>> rules, MatchCondition... conditions) {
        return new Webhook(name, rules, "Ignore", 2, List.of(), List.of(conditions));
    }

    /** The same for objects in these namespaces alone; in all when none is named. */
    Webhook onlyIn(List<String> onlyNamespaces) {
        return new Webhook(name, rules, failurePolicy, timeoutSeconds, onlyNamespaces, conditions);
    }

    static Map<String, Object> ofCluster(String group, String version, String resource, List<String> operations) {
        return rule(group, version, resource, "Cluster", operations);
    }

    static Map<String, Object> ofNamespaces(String group, String version, String resource, List<String> operations) {
        return rule(group, version, resource, "Namespaced", operations);
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

    // The API server itself keeps a namespace's name in this label, and nobody can change it there.
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

    private static Map<String, Object> rule(
            String group, String version, String resource, String scope, List<String> operations) {
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("apiGroups", List.of(group));
        rule.put("apiVersions", List.of(version));
        rule.put("resources", List.of(resource));
        rule.put("operations", operations);
        rule.put("scope", scope);
        return rule;
    }
}
