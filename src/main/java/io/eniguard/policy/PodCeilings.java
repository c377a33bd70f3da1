package io.eniguard.policy;

import java.util.OptionalInt;

/**
 * The recommended maximum of pods on a node, whatever addresses it has.
 *
 * @param small the maximum for small nodes
 * @param large the maximum for large nodes
 * @param largeFromVcpus the number of vCPUs from which a node is large
 */
public record PodCeilings(int small, int large, int largeFromVcpus) {

    /** AWS's numbers. Source: amazon-eks-ami, templates/al2/runtime/max-pods-calculator.sh. */
    public static final PodCeilings DEFAULTS = new PodCeilings(110, 250, 31);

    /** Returns the maximum for a node. A node counts as small if its number of vCPUs is unknown. */
    public int of(OptionalInt vcpus) {
        return vcpus.isPresent() && vcpus.getAsInt() >= largeFromVcpus ? large : small;
    }
}
