package io.eniguard.rules.kubelet;

import io.eniguard.cluster.KubeletSettings.Form;
import io.eniguard.maxpods.Addressing;
import io.eniguard.maxpods.InstanceType;
import io.eniguard.maxpods.Networking;
import io.eniguard.maxpods.PodCapacity;

/** The number of pods of a node whose configuration sets none. */
final class DefaultNumber {

    /** The default of maxPods in KubeletConfiguration v1beta1. */
    private static final int OF_KUBELET = 110;

    private DefaultNumber() {}

    /** Returns the number. That of nodeadm counts all interfaces: amazon-eks-ami, nodeadm/internal/kubelet/eni_max_pods.go. */
    static int of(Form form, InstanceType type) {
        return form == Form.NODE_CONFIG
                ? PodCapacity.of(type, Networking.STANDARD, Addressing.SECONDARY_ADDRESSES)
                        .theoretical()
                : OF_KUBELET;
    }
}
