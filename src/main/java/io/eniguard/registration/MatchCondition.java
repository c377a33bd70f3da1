package io.eniguard.registration;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A condition in CEL, which the API server evaluates before it calls a webhook. The API server calls the webhook only if all conditions of
 * the webhook are true.
 *
 * <p>An expression fails if a field is absent or if the cost budget is used up. In this case, the failure policy of the webhook applies.
 * The policy of every webhook with conditions is Ignore, so the request would be allowed without a review. Therefore each expression uses
 * {@code .?} for fields that may be absent, and has a low cost. The API server allows 1,000,000 cost units per expression. Searching a text
 * of n characters for a word of m characters costs n/10 * m/10 units.
 */
record MatchCondition(String name, String expression) {

    /**
     * Skips requests from aws-node. Versions of aws-node before 1.15 label their own node. The webhook of the VPC resource controller
     * refuses an update from aws-node that changes anything except two specific labels, so a label that eniguard adds would block the
     * update. See amazon-vpc-resource-controller-k8s, webhooks/core/node_update_webhook.go.
     */
    static final MatchCondition NOT_AWS_NODE = new MatchCondition(
            "not-aws-node", "request.userInfo.username != \"system:serviceaccount:kube-system:aws-node\"");

    /**
     * Skips cordons, taints and similar updates. The rules for nodes read labels, annotations and the provider id. For a new node, they
     * also read the status.
     */
    static final MatchCondition NODE_DIFFERS = new MatchCondition("labels-annotations-or-provider-id-differ", """
            request.operation == "CREATE" ||
            object.metadata.?labels.orValue({}) != oldObject.metadata.?labels.orValue({}) ||
            object.metadata.?annotations.orValue({}) != oldObject.metadata.?annotations.orValue({}) ||
            object.?spec.?providerID.orValue("") != oldObject.?spec.?providerID.orValue("")""");

    /**
     * Skips heartbeats, which are most of the writes in a cluster. A kubelet can also change the labels of its node by updating the status,
     * and such an update is reviewed.
     */
    static final MatchCondition LABELS_DIFFER = new MatchCondition("labels-or-annotations-differ", """
            object.metadata.?labels.orValue({}) != oldObject.metadata.?labels.orValue({}) ||
            object.metadata.?annotations.orValue({}) != oldObject.metadata.?annotations.orValue({})""");

    static final MatchCondition PODS_DIFFER = new MatchCondition("capacity-or-allocatable-pods-differ", """
            object.?status.?capacity.?pods.orValue("") != oldObject.?status.?capacity.?pods.orValue("") ||
            object.?status.?allocatable.?pods.orValue("") != oldObject.?status.?allocatable.?pods.orValue("")""");

    /**
     * Selects ConfigMaps that contain one of the two kinds with {@code maxPods}: {@code KubeletConfiguration} of the kubelet and {@code
     * NodeConfig} of nodeadm. The expression searches only for the names of the kinds, since {@code kind: …} has many spellings in YAML and
     * JSON. A ConfigMap that contains one of the names by chance costs one call. A ConfigMap of the maximum size, 1 MiB, uses a third of
     * the cost budget.
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
