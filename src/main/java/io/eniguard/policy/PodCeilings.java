package io.eniguard.policy;

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
}
