package io.eniguard.cluster;

import java.util.Set;

/** A kind of objects that a {@link ClusterSnapshot} holds, for statements about which of them are known. */
public enum ClusterKind {
    /** The DaemonSet aws-node, with the settings of the VPC CNI. */
    AWS_NODE,
    ENI_CONFIG,
    NODE,
    NODE_CLASS,
    NODE_POOL;

    /** All kinds, such as those that an unreadable file may contain. */
    public static final Set<ClusterKind> ALL = Set.of(values());
}
