package io.eniguard.maxpods;

/** The interfaces that carry pods. The CNI's setting is {@code AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG}. */
public enum Networking {
    /** Every interface of the node carries pods, including the primary one. */
    STANDARD,
    /** The secondary interfaces carry pods and are in the subnet of an ENIConfig. The primary interface carries only host-network pods. */
    CUSTOM
}
