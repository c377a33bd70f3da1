package io.eniguard.cluster;

import io.eniguard.tree.Tree;
import java.util.OptionalLong;

/**
 * Reads a kubelet's {@code podsPerCore}. A kubelet runs at most this number of pods for each of its vCPUs, and never more than its {@code
 * maxPods}: kubernetes, pkg/kubelet/nodestatus/setters.go, MachineInfo.
 */
final class PodsPerCore {

    private static final String KEY = "podsPerCore";

    private PodsPerCore() {}

    /** Returns the number; empty if it is not set, is 0, or is not a number that a kubelet accepts. A value of 0 sets no limit. */
    static OptionalLong in(Tree mapping) {
        return mapping.integer(KEY)
                .filter(number -> number > 0)
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }
}
