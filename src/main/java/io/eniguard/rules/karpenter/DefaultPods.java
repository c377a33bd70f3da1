package io.eniguard.rules.karpenter;

import io.eniguard.maxpods.InstanceType;
import io.eniguard.rules.shared.PodLimits;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * The number of pods that Karpenter gives to a node if {@code maxPods} is not set: karpenter-provider-aws,
 * pkg/providers/instancetype/types.go, ENILimitedPods. This number is also the value of {@code max_pods} in an expression.
 *
 * @param reservedEnis the value of {@code RESERVED_ENIS}
 * @param podsPerCore the number of pods per vCPU that limits the number further; empty if it is not set
 */
record DefaultPods(int reservedEnis, OptionalLong podsPerCore) {

    // The pods of aws-node and kube-proxy.
    private static final int HOST_NETWORK_PODS = 2;

    private static final int MOST_RESERVED = 16;

    /** Returns the number for nodes of an instance type; 0 if no interface is left. Karpenter launches no node for 0 pods. */
    long on(InstanceType type) {
        int interfaces = Math.max(type.enis() - reservedEnis, 0);
        long pods = interfaces == 0 ? 0 : interfaces * (type.ipv4PerEni() - 1L) + HOST_NETWORK_PODS;
        return podsPerCore.isPresent() && type.vcpus().isPresent()
                ? Math.min(
                        pods,
                        Math.min(podsPerCore.getAsLong(), pods) * type.vcpus().getAsInt())
                : pods;
    }

    /** Returns whether a node of the type gets more pods than can get an address. */
    boolean isTooMany(InstanceType type, PodLimits limits) {
        return on(type) > limits.possible(type);
    }

    /**
     * Returns the smallest value of {@code RESERVED_ENIS} with which no type gets too many pods. Karpenter does not launch types that then
     * have no interface left.
     */
    OptionalInt rightReserve(List<InstanceType> types, PodLimits limits) {
        return IntStream.rangeClosed(1, MOST_RESERVED)
                .filter(reserve ->
                        types.stream().noneMatch(type -> new DefaultPods(reserve, podsPerCore).isTooMany(type, limits)))
                .findFirst();
    }
}
