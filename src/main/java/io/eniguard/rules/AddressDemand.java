package io.eniguard.rules;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.CniVariables;
import io.eniguard.maxpods.Addressing;
import io.eniguard.maxpods.FirstAddresses;
import io.eniguard.maxpods.InstanceTypes;
import io.eniguard.maxpods.MostAddresses;
import io.eniguard.maxpods.Networking;
import io.eniguard.maxpods.NetworkingMode;
import io.eniguard.maxpods.PodCapacity;
import io.eniguard.maxpods.WarmTargets;
import io.eniguard.policy.PodCeilings;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Calculates how many addresses a node takes from its pod subnet before its first pod starts. An object of this class contains the settings
 * of the CNI and can be used for many nodes.
 */
public final class AddressDemand {

    /**
     * The number of addresses for a node of an unknown instance type. This is the size of one prefix, and about the number of addresses on
     * one interface of a medium instance type.
     */
    public static final int OF_UNKNOWN_TYPE = 16;

    private static final int PREFIXES_OF_UNKNOWN_TYPE = 1;

    /** A number of pods that no node reaches. Larger numbers are mistakes, and calculations with them could overflow. */
    private static final int MOST_PODS = 100_000;

    // The CNI's default if WARM_ENI_TARGET is not set: amazon-vpc-cni-k8s, pkg/ipamd/ipamd.go.
    private static final int DEFAULT_WARM_ENIS = 1;

    private final InstanceTypes types;
    private final NetworkingMode mode;
    private final WarmTargets targets;
    private final boolean usesAllCards;

    private AddressDemand(InstanceTypes types, NetworkingMode mode, WarmTargets targets, boolean usesAllCards) {
        this.types = types;
        this.mode = mode;
        this.targets = targets;
        this.usesAllCards = usesAllCards;
    }

    /**
     * Creates a calculation for the given settings of the CNI. Prefix delegation, pod ENIs and further network cards are treated as off if
     * their settings are unknown.
     */
    public static AddressDemand with(CniSettings cni, InstanceTypes types) {
        return with(
                cni,
                types,
                cni.prefixDelegation().orElse(false) ? Addressing.PREFIXES : Addressing.SECONDARY_ADDRESSES);
    }

    /**
     * Creates a calculation for the given settings of the CNI, except that {@code addressing} replaces the setting for prefix delegation.
     */
    public static AddressDemand with(CniSettings cni, InstanceTypes types, Addressing addressing) {
        NetworkingMode plain = NetworkingMode.of(Networking.CUSTOM, addressing);
        NetworkingMode trunk = cni.podEni().orElse(false) ? plain.withTrunk() : plain;
        return new AddressDemand(
                types,
                cni.maxEni().isPresent() ? trunk.withMaxEni(cni.maxEni().getAsInt()) : trunk,
                new WarmTargets(
                        cni.environment().number("WARM_ENI_TARGET").orElse(DEFAULT_WARM_ENIS),
                        cni.environment().number("WARM_PREFIX_TARGET").orElse(0),
                        cni.environment().number(CniVariables.WARM_IP_TARGET).orElse(0),
                        cni.environment().number("MINIMUM_IP_TARGET").orElse(0)),
                cni.multiNic().orElse(false));
    }

    public int of(ClusterNode node) {
        return node.instanceType().map(this::of).orElse(OF_UNKNOWN_TYPE);
    }

    public int of(String instanceType) {
        return types.find(instanceType)
                .map(type -> FirstAddresses.of(type, mode, targets)
                        + (usesAllCards ? FirstAddresses.ofFurtherCards(type, mode) : 0))
                .orElse(OF_UNKNOWN_TYPE);
    }

    /**
     * The addresses that a node holds when it runs as many pods as it can.
     *
     * @param addresses the number of addresses, including those in prefixes
     * @param prefixes the number of /28 blocks; 0 if the node takes single addresses
     */
    public record Full(int addresses, int prefixes) {}

    /**
     * Returns the addresses that a node holds when it runs as many pods as it can; empty if the instance type is unknown.
     *
     * @param maxPods the largest number of pods that the kubelet accepts; if empty, the recommended maximum is assumed
     * @param ceilings the recommended maximum of pods on any node
     */
    public Optional<Full> whenFull(Optional<String> instanceType, OptionalLong maxPods, PodCeilings ceilings) {
        return instanceType.flatMap(types::find).map(type -> {
            int recommended = new PodCapacity(type, mode).recommended(ceilings.of(type.vcpus()));
            int pods = (int) Math.min(maxPods.orElse(recommended), MOST_PODS);
            return new Full(
                    MostAddresses.of(type, mode, targets, pods)
                            + (usesAllCards ? FirstAddresses.ofFurtherCards(type, mode) : 0),
                    MostAddresses.prefixesOf(type, mode, targets, pods)
                            + (usesAllCards ? FirstAddresses.prefixesOfFurtherCards(type, mode) : 0));
        });
    }

    /** Returns the number of /28 blocks that a new node of the instance type takes; 0 if the node takes single addresses. */
    public int prefixesOf(String instanceType) {
        return types.find(instanceType)
                .map(type -> FirstAddresses.prefixesOf(type, mode, targets)
                        + (usesAllCards ? FirstAddresses.prefixesOfFurtherCards(type, mode) : 0))
                .orElse(PREFIXES_OF_UNKNOWN_TYPE);
    }
}
