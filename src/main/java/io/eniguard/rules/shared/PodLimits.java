package io.eniguard.rules.shared;

import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.CniVariables;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.maxpods.Addressing;
import io.eniguard.maxpods.Hypervisor;
import io.eniguard.maxpods.InstanceType;
import io.eniguard.maxpods.Networking;
import io.eniguard.maxpods.NetworkingMode;
import io.eniguard.maxpods.PodCapacity;
import io.eniguard.policy.Parameter;
import io.eniguard.policy.PodCeilings;
import io.eniguard.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Calculates how many pods a node of an instance type can run under the CNI's settings. Some settings may be unknown. Objects of this class
 * are immutable.
 */
public final class PodLimits {

    private static final int FEW_MORE_HOST_NETWORK_PODS = 6;

    private final CniSettings cni;
    private final NetworkingMode withoutPrefixes;
    private final NetworkingMode withPrefixes;
    private final boolean mayLackDaemonSets;
    private final PodCeilings ceilings;
    private final String settingOfHostNetworkPods;

    /** @param cni the settings of the CNI in this world */
    public PodLimits(CniSettings cni, World world) {
        this.cni = cni;
        ceilings = world.parameters().podCeilings();
        settingOfHostNetworkPods = SettingPlace.of(Parameter.HOST_NETWORK_PODS, "--host-network-pods", world);
        mayLackDaemonSets = world.incomplete().contains(ReviewedKind.DAEMON_SET);
        withoutPrefixes = new NetworkingMode(
                cni.customNetworking() ? Networking.CUSTOM : Networking.STANDARD,
                Addressing.SECONDARY_ADDRESSES,
                cni.podEni().orElse(false),
                cni.maxEni(),
                Math.min(world.parameters().hostNetworkPods(), NetworkingMode.MOST_HOST_NETWORK_PODS));
        withPrefixes = withoutPrefixes.withAddressing(Addressing.PREFIXES);
    }

    /**
     * Returns the capacity of the type. The result is empty if a setting that matters for the type is unknown, or if pods have IPv6
     * addresses, which never run out.
     */
    public Optional<PodCapacity> known(InstanceType type) {
        boolean knowsTrunk = cni.podEni().isPresent() || !type.takesTrunk();
        boolean dependsOnReferences =
                Stream.of(CniVariables.MAX_ENI, CniVariables.IPV6).anyMatch(cni.environment()::isUnknown);
        return cni.prefixDelegation().isEmpty() || !knowsTrunk || cni.ipv6() || dependsOnReferences
                ? Optional.empty()
                : Optional.of(certainly(type));
    }

    /** Returns whether pods on the type may have pod ENIs. A pod with a pod ENI needs no address of the node's other interfaces. */
    public boolean hasPodEnis(InstanceType type) {
        return certainly(type).hasTrunk();
    }

    /** Returns the number of pods that certainly get an address. Prefix delegation counts only if it is known to be on. */
    public int certain(InstanceType type) {
        return certainly(type).theoretical();
    }

    /**
     * Returns the number of pods that can get an address if every unknown setting has its best value. If all settings are known, the number
     * is equal to {@link #certain}.
     */
    public int possible(InstanceType type) {
        return capacity(type, cni.prefixDelegation().orElse(true)).theoretical();
    }

    /** Returns {@link #certain}, limited to the number that AWS advises, or that a policy recommends. */
    public int advised(InstanceType type) {
        return certainly(type).recommended(ceilings.of(type.vcpus()));
    }

    /** Returns the number that AWS would advise with prefix delegation, or that a policy would recommend. */
    int advisedWithPrefixes(InstanceType type) {
        return capacity(type, true).recommended(ceilings.of(type.vcpus()));
    }

    /** Returns who advises the maximum for the type: {@code AWS}, or {@code the policy} if a policy sets another number. */
    String adviser(InstanceType type) {
        return ceilings.of(type.vcpus()) == PodCeilings.DEFAULTS.of(type.vcpus()) ? "AWS" : "the policy";
    }

    /** Returns whether prefix delegation is off and can be turned on. Versions of the CNI before 1.9 do not have prefix delegation. */
    boolean canTurnPrefixesOn() {
        return cni.prefixDelegation().filter(on -> !on).isPresent() && !cni.isBefore(1, 9, 0);
    }

    /** Returns the number of pods on each node that use the host's network. */
    int hostNetworkPods() {
        return withoutPrefixes.hostNetworkPods();
    }

    /** Returns the name of the setting that contains this number. */
    String settingOfHostNetworkPods() {
        return settingOfHostNetworkPods;
    }

    /**
     * Returns whether a few more pods in the host's network would explain the number of pods. If the number is the usual one without custom
     * networking, its author probably overlooked custom networking.
     */
    boolean mayHaveMoreHostNetworkPods(long pods, InstanceType type) {
        int standard = PodCapacity.of(type, Networking.STANDARD, Addressing.SECONDARY_ADDRESSES)
                .theoretical();
        return hostNetworkPods() > NetworkingMode.USUAL_HOST_NETWORK_PODS
                || (pods <= (long) possible(type) + FEW_MORE_HOST_NETWORK_PODS && pods != standard);
    }

    /**
     * Returns whether the number of pods depends on DaemonSets that have not been seen. A few of them may run pods in the host's network of
     * every node, and these pods need no address.
     */
    boolean dependsOnUnseenDaemonSets(long pods, InstanceType type) {
        return mayLackDaemonSets && pods <= (long) possible(type) + FEW_MORE_HOST_NETWORK_PODS;
    }

    /** Returns whether at least one interface of the type carries pods. */
    public boolean leavesRoomForPods(InstanceType type) {
        return certainly(type).podAddresses() > 0;
    }

    /** Returns the fix for a type without an interface for pods. Either MAX_ENI or the type itself is the reason. */
    String fixForNoRoom() {
        return cni.maxEni().isPresent() ? "raise MAX_ENI" : "use larger types, which have interfaces left for pods";
    }

    /**
     * Returns the settings that reserve interfaces of the type for other uses than pods, as a clause such as " with custom networking and
     * pod ENIs".
     */
    public String reserved(InstanceType type) {
        return (cni.customNetworking() ? " with custom networking" : "")
                + (hasPodEnis(type) || keepsSlotForNoTrunk(type)
                        ? (cni.customNetworking() ? " and" : " with") + " pod ENIs"
                        : "");
    }

    /** Returns the settings that limit the type, as a clause that follows "all that m5.large can address". */
    public String inWords(InstanceType type) {
        List<String> settings = new ArrayList<>();
        if (cni.customNetworking()) {
            settings.add("custom networking");
        }
        if (cni.prefixDelegation().orElse(false)) {
            settings.add(certainly(type).usesPrefixes() ? "prefixes" : "no prefixes");
        }
        cni.maxEni().stream().filter(most -> most < type.enis()).forEach(most -> settings.add("MAX_ENI " + most));
        if (keepsSlotForNoTrunk(type)) {
            settings.add("ENABLE_POD_ENI before 1.20");
        }
        return settings.isEmpty() ? "" : " with " + String.join(" and ", settings);
    }

    private PodCapacity certainly(InstanceType type) {
        return capacity(type, cni.prefixDelegation().orElse(false));
    }

    private PodCapacity capacity(InstanceType type, boolean hasPrefixes) {
        NetworkingMode mode = hasPrefixes ? withPrefixes(type) : withoutPrefixes;
        if (!keepsSlotForNoTrunk(type)) {
            return new PodCapacity(type, mode);
        }
        int enis = Math.min(type.enis(), mode.maxEni().orElse(type.enis()));
        return new PodCapacity(type, mode.withMaxEni(Math.max(enis - 1, 1)));
    }

    /**
     * Returns whether the CNI keeps an interface free for a trunk although the type supports none. Versions from before the commit
     * a637a528f of 2025-09-30 do so. The rule counts only versions before 1.20.0, which are certainly older: amazon-vpc-cni-k8s,
     * pkg/ipamd/ipamd.go, hasRoomForEni.
     */
    private boolean keepsSlotForNoTrunk(InstanceType type) {
        return withoutPrefixes.hasTrunk() && !type.takesTrunk() && cni.isBefore(1, 20, 0);
    }

    /**
     * Returns the mode with prefixes. Versions of the CNI before 1.11 assign no prefixes to bare metal types. EC2 names no hypervisor for
     * these types.
     */
    private NetworkingMode withPrefixes(InstanceType type) {
        return cni.isBefore(1, 11, 0) && type.hypervisor() != Hypervisor.NITRO ? withoutPrefixes : withPrefixes;
    }
}
