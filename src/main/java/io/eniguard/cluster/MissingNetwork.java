package io.eniguard.cluster;

import io.eniguard.tree.Tree;
import java.util.List;
import java.util.function.Predicate;

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
        List<Tree> ready = node.trees("status", "conditions").stream()
                .filter(has("type", "Ready"))
                .toList();
        return ready.stream().noneMatch(has("status", "True"))
                && ready.stream()
                        .anyMatch(condition -> condition
                                .text("message")
                                .filter(message -> PHRASES.stream().anyMatch(message::contains))
                                .isPresent());
    }

    private static Predicate<Tree> has(String field, String value) {
        return condition -> condition.text(field).filter(value::equals).isPresent();
    }
}
