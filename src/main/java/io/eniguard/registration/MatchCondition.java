package io.eniguard.registration;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A condition, in CEL, that the API server evaluates before it calls a webhook. It calls the webhook only if all of its conditions are
 * true.
 *
 * <p>If an expression fails, because a field is absent or the cost budget is used up, the webhook's failure policy applies. For every
 * webhook with conditions, the policy is Ignore, so the request would pass without a review. Therefore each expression uses {@code .?} for
 * fields that may be absent, and is cheap: the API server allows 1,000,000 cost units per expression, and searching a text for a word costs
 * a tenth of a unit per character, multiplied by a tenth of the word's length.
 */
record MatchCondition(String name, String expression) {

    /**
     * Skips requests of aws-node. Before 1.15, aws-node labels its own node. The webhook of the VPC resource controller refuses such an
     * update if it changes anything but two labels, so a label that eniguard adds would block it. See amazon-vpc-resource-controller-k8s,
     * webhooks/core/node_update_webhook.go.
     */
    static final MatchCondition NOT_AWS_NODE = new MatchCondition(
            "not-aws-node", "request.userInfo.username != \"system:serviceaccount:kube-system:aws-node\"");

    /**
     * Skips cordons, taints and similar updates. The rules for nodes read labels, annotations and the provider id. They read the status
     * only of a new node.
     */
    static final MatchCondition NODE_DIFFERS = new MatchCondition("labels-annotations-or-provider-id-differ", """
            request.operation == "CREATE" ||
            object.metadata.?labels.orValue({}) != oldObject.metadata.?labels.orValue({}) ||
            object.metadata.?annotations.orValue({}) != oldObject.metadata.?annotations.orValue({}) ||
            object.?spec.?providerID.orValue("") != oldObject.?spec.?providerID.orValue("")""");

    /** Skips heartbeats, which are most of the writes in a cluster. A kubelet can change its labels with an update of its status. */
    static final MatchCondition LABELS_DIFFER = new MatchCondition("labels-or-annotations-differ", """
            object.metadata.?labels.orValue({}) != oldObject.metadata.?labels.orValue({}) ||
            object.metadata.?annotations.orValue({}) != oldObject.metadata.?annotations.orValue({})""");

    static final MatchCondition PODS_DIFFER = new MatchCondition("capacity-or-allocatable-pods-differ", """
            object.?status.?capacity.?pods.orValue("") != oldObject.?status.?capacity.?pods.orValue("") ||
            object.?status.?allocatable.?pods.orValue("") != oldObject.?status.?allocatable.?pods.orValue("")""");

    /**
     * Selects ConfigMaps with one of the two kinds that set {@code maxPods}: the kubelet's own and nodeadm's. The expression searches for
     * the word and not for {@code kind: …}, which has many spellings in YAML and JSON. A ConfigMap that contains the word by chance costs
     * one call. One MiB, the maximum size of a ConfigMap, takes a third of the cost budget.
     */
    static final MatchCondition KUBELET_CONFIGURATION = new MatchCondition("holds-a-kubelet-configuration", """
            object.?data.orValue({}).exists(key,
              object.data[key].contains("KubeletConfiguration") || object.data[key].contains("NodeConfig"))""");

    static final MatchCondition NAMED_AWS_NODE =
            new MatchCondition("named-aws-node", "object.metadata.name == \"aws-node\"");

    Map<String, Object> manifest() {
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("name", name);
        manifest.put("expression", expression);
        return manifest;
    }
}
