package io.eniguard.maxpods;

import java.util.OptionalInt;

/**
 * The CNI settings of a node. Together with the instance type, they determine the number of pods.
 *
 * @param hasTrunk whether one interface is the trunk for pods with their own security groups ({@code ENABLE_POD_ENI}). Instance types that
 *     do not support a trunk keep this interface for other pods
 * @param maxEni the CNI's {@code MAX_ENI}, which includes the primary interface and never raises the limit of the type. At least 1, since
 *     the CNI ignores smaller values; empty if it is not set
 * @param hostNetworkPods the number of pods on each node that use the host's network, 0 to {@value #MOST_HOST_NETWORK_PODS}. The kubelet
 *     counts these pods, but they need no address
 */
public record NetworkingMode(
        Networking networking, Addressing addressing, boolean hasTrunk, OptionalInt maxEni, int hostNetworkPods) {

    /** The default number of host-network pods: aws-node and kube-proxy, which run on every node. This is the "+ 2" in AWS's formula. */
    public static final int USUAL_HOST_NETWORK_PODS = 2;

    /**
     * The largest accepted number of host-network pods. It is far above the number that a node can run, and far below the number at which
     * the arithmetic would overflow.
     */
    public static final int MOST_HOST_NETWORK_PODS = 10_000;

    /** @throws IllegalArgumentException if a number is out of range */
    public NetworkingMode {
        if (maxEni.isPresent() && maxEni.getAsInt() < 1) {
            throw new IllegalArgumentException("MAX_ENI must be 1 or more: " + maxEni.getAsInt());
        }
        if (hostNetworkPods < 0 || hostNetworkPods > MOST_HOST_NETWORK_PODS) {
            throw new IllegalArgumentException(
                    "host-network pods must be 0 to %d: %d".formatted(MOST_HOST_NETWORK_PODS, hostNetworkPods));
        }
    }

    /** Returns a mode without a trunk, without {@code MAX_ENI}, and with {@value #USUAL_HOST_NETWORK_PODS} host-network pods. */
    public static NetworkingMode of(Networking networking, Addressing addressing) {
        return new NetworkingMode(networking, addressing, false, OptionalInt.empty(), USUAL_HOST_NETWORK_PODS);
    }

    public NetworkingMode withAddressing(Addressing changed) {
        return new NetworkingMode(networking, changed, hasTrunk, maxEni, hostNetworkPods);
    }

    public NetworkingMode withTrunk() {
        return new NetworkingMode(networking, addressing, true, maxEni, hostNetworkPods);
    }

    public NetworkingMode withMaxEni(int enis) {
        return new NetworkingMode(networking, addressing, hasTrunk, OptionalInt.of(enis), hostNetworkPods);
    }

    public NetworkingMode withHostNetworkPods(int pods) {
        return new NetworkingMode(networking, addressing, hasTrunk, maxEni, pods);
    }
}
