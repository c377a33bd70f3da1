package io.eniguard.cluster;

import io.eniguard.tree.Tree;
import java.util.List;

/**
 * Finds nodes whose kubelet reports that the network for pods is not ready. The reason of the condition is only {@code KubeletNotReady}, so
 * the message decides. It is written by the kubelet and by the container runtime: kubernetes/kubernetes,
 * pkg/kubelet/kubelet.go, updateRuntimeUp, and containerd/go-cni, errors.go. Dockershim wrote the last phrase.
 */
final class MissingNetwork {

    private static final List<String> PHRASES =
            List.of("NetworkPluginNotReady", "cni plugin not initialized", "network plugin is not ready");

    private MissingNetwork() {}

    /**
     * Returns whether the condition Ready of the node is not True because of the network. Returns false if the node has no such condition,
     * or if it is True.
     */
    static boolean isReported(Tree node) {
        boolean isReported = false;
        // Each review of a node reads its conditions, so this is a plain loop.
        for (Tree condition : node.trees("status", "conditions")) {
            if (has(condition, "type", "Ready")) {
                if (has(condition, "status", "True")) {
                    return false;
                }
                String message = condition.text("message").orElse("");
                isReported |= PHRASES.stream().anyMatch(message::contains);
            }
        }
        return isReported;
    }

    private static boolean has(Tree condition, String field, String value) {
        return value.equals(condition.fields().get(field));
    }
}
