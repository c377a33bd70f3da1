package io.eniguard.maxpods;

/** Which interfaces carry pods: the CNI's setting {@code AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG}. */
public enum Networking {
    /** Every interface of the node does, the primary one too. */
    STANDARD,
    /** The secondary ones do, each in the subnet of an ENIConfig; the primary one carries host-network pods only. */
    CUSTOM
}
