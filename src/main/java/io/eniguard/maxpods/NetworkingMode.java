package io.eniguard.maxpods;

import java.util.OptionalInt;

/**
 * How the CNI is set up on a node: all that the number of pods depends on beside the instance type.
 *
 * @param hasTrunk whether one interface is the trunk that pods with security groups of their own hang from ({@code
 *     ENABLE_POD_ENI})
 * @param maxEni the CNI's {@code MAX_ENI}, at least 1 (it ignores smaller values); empty when unset. It counts the primary
 *     interface and never raises what the type can have
 * @param hostNetworkPods pods of each node that use the host's network, 0 to {@value #MOST_HOST_NETWORK_PODS}: the kubelet
 *     counts them, but they need no address
 */
public record NetworkingMode(
        Networking networking, Addressing addressing, boolean hasTrunk, OptionalInt maxEni, int hostNetworkPods) {

    /** aws-node and kube-proxy, which run on every node: the "+ 2" of AWS's formula. */
    public static final int USUAL_HOST_NETWORK_PODS = 2;

    /** Far above what a node can run, and far below where the arithmetic would overflow. */
    public static final int MOST_HOST_NETWORK_PODS = 10_000;

    /** @throws IllegalArgumentException when a number is out of its range */
    public NetworkingMode {
        if (maxEni.isPresent() && maxEni.getAsInt() < 1) {
            throw new IllegalArgumentException("MAX_ENI must be 1 or more: " + maxEni.getAsInt());
        }
        if (hostNetworkPods < 0 || hostNetworkPods > MOST_HOST_NETWORK_PODS) {
            throw new IllegalArgumentException(
                    "host-network pods must be 0 to %d: %d".formatted(MOST_HOST_NETWORK_PODS, hostNetworkPods));
        }
    }

    /** Without a trunk, without {@code MAX_ENI}, and with the usual host-network pods. */
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
