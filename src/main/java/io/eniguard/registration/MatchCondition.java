package io.eniguard.registration;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the API server asks itself before it calls a webhook, in CEL. All conditions of a webhook must hold, else there is no call.
 *
 * <p>An expression that fails (a field that is absent, a budget that is spent) counts by the webhook's failure policy, which is Ignore wherever
 * there are conditions: the request would pass unseen. So each reads fields that may be absent with {@code .?} and stays cheap: the API
 * server allows 1,000,000 cost units an expression, and looking for a word in a text takes a tenth of a unit a character, times the
 * word's length in tens.
 */
record MatchCondition(String name, String expression) {

    /**
     * aws-node's own requests. Before 1.15 it labels its node, and the VPC resource controller's webhook refuses an update of its in which anything
     * but two labels differs: what eniguard adds would do. See amazon-vpc-resource-controller-k8s, webhooks/core/node_update_webhook.go.
     */
    static final MatchCondition NOT_AWS_NODE = new MatchCondition(
            "not-aws-node", "request.userInfo.username != \"system:serviceaccount:kube-system:aws-node\"");

    /** Cordons, taints and the like: node rules read labels, annotations and the provider id, and the status of a new node alone. */
    static final MatchCondition NODE_DIFFERS = new MatchCondition("labels-annotations-or-provider-id-differ", """
            request.operation == "CREATE" ||
            object.metadata.?labels.orValue({}) != oldObject.metadata.?labels.orValue({}) ||
            object.metadata.?annotations.orValue({}) != oldObject.metadata.?annotations.orValue({}) ||
            object.?spec.?providerID.orValue("") != oldObject.?spec.?providerID.orValue("")""");

    /** Heartbeats, the bulk of what a cluster writes. A kubelet can change its labels by way of its status. */
    static final MatchCondition LABELS_DIFFER = new MatchCondition("labels-or-annotations-differ", """
            object.metadata.?labels.orValue({}) != oldObject.metadata.?labels.orValue({}) ||
            object.metadata.?annotations.orValue({}) != oldObject.metadata.?annotations.orValue({})""");

    static final MatchCondition PODS_DIFFER = new MatchCondition("capacity-or-allocatable-pods-differ", """
            object.?status.?capacity.?pods.orValue("") != oldObject.?status.?capacity.?pods.orValue("") ||
            object.?status.?allocatable.?pods.orValue("") != oldObject.?status.?allocatable.?pods.orValue("")""");

    /**
     * The two kinds that set {@code maxPods}, the kubelet's own and nodeadm's. Words, not {@code kind: …}, since YAML and JSON have many
     * spellings of that; what holds the word by chance costs one call. One MiB, all that a ConfigMap may hold, takes a third of the budget.
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
