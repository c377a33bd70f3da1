package io.eniguard.rules.kubelet;

import io.eniguard.cluster.KubeletSettings.Form;
import io.eniguard.maxpods.Addressing;
import io.eniguard.maxpods.InstanceType;
import io.eniguard.maxpods.Networking;
import io.eniguard.maxpods.PodCapacity;

/** The default number of pods of a node. The default applies if the configuration sets no number. */
final class DefaultNumber {

    /** The default of maxPods in KubeletConfiguration v1beta1. */
    private static final int OF_KUBELET = 110;

    private DefaultNumber() {}

    /** Returns the number. The number of nodeadm counts all interfaces: amazon-eks-ami, nodeadm/internal/kubelet/eni_max_pods.go. */
    static int of(Form form, InstanceType type) {
        return form == Form.NODE_CONFIG
                ? PodCapacity.of(type, Networking.STANDARD, Addressing.SECONDARY_ADDRESSES)
                        .theoretical()
                : OF_KUBELET;
    }
}
