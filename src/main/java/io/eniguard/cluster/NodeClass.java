package io.eniguard.cluster;

import io.eniguard.tree.Tree;
import java.util.Optional;

/**
 * Karpenter's EC2NodeClass, as far as it says how many pods a node takes.
 *
 * @param kubelet {@code spec.kubelet}, an open map: its values may have any type
 */
public record NodeClass(String name, Tree kubelet) {

    public static final String KIND = "EC2NodeClass";
    public static final String GROUP = "karpenter.k8s.aws";

    public static NodeClass from(Tree manifest) {
        return new NodeClass(manifest.text("metadata", "name").orElse(""), manifest.at("spec", "kubelet"));
    }

    public Optional<MaxPods> maxPods() {
        return MaxPods.in(kubelet);
    }
}
