package io.eniguard.rules.shared;

import io.eniguard.cluster.CniSettings;
import io.eniguard.maxpods.Addressing;
import io.eniguard.maxpods.InstanceType;
import io.eniguard.maxpods.Networking;
import io.eniguard.maxpods.NetworkingMode;
import io.eniguard.maxpods.PodCapacity;
import io.eniguard.world.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How many pods a node of a type holds under the CNI's settings, as far as these are known. Immutable. */
public final class PodLimits {

    private final CniSettings cni;
    private final NetworkingMode withoutPrefixes;
    private final NetworkingMode withPrefixes;

    public PodLimits(CniSettings cni, Parameters parameters) {
        this.cni = cni;
        withoutPrefixes = new NetworkingMode(
                cni.customNetworking() ? Networking.CUSTOM : Networking.STANDARD,
                Addressing.SECONDARY_ADDRESSES,
                cni.podEni().orElse(false),
                cni.maxEni(),
                Math.min(parameters.hostNetworkPods(), NetworkingMode.MOST_HOST_NETWORK_PODS));
        withPrefixes = withoutPrefixes.withAddressing(Addressing.PREFIXES);
    }

    /**
     * All that is to be known of the type; empty while one of the settings it depends on is not known, and where pods have IPv6
     * addresses, which are never short.
     */
    public Optional<PodCapacity> known(InstanceType type) {
        return cni.prefixDelegation().isEmpty() || cni.podEni().isEmpty() || cni.ipv6()
                ? Optional.empty()
                : Optional.of(certainly(type));
    }

    /** Whether pods with security groups of their own come on top, on interfaces that the table does not count. */
    public boolean hasPodEnis() {
        return withoutPrefixes.hasTrunk();
    }

    /** Pods that get an address whatever is not known: without prefixes where those are not known to be on. */
    public int certain(InstanceType type) {
        return certainly(type).theoretical();
    }

    /** Pods that get an address if what is not known is at its best; equal to {@link #certain} where all is known. */
    public int possible(InstanceType type) {
        return new PodCapacity(type, cni.prefixDelegation().orElse(true) ? withPrefixes : withoutPrefixes)
                .theoretical();
    }

    /** {@link #certain}, but no more than AWS advises. */
    public int advised(InstanceType type) {
        return certainly(type).recommended();
    }

    /** What AWS would advise if prefix delegation were on. */
    int advisedWithPrefixes(InstanceType type) {
        return new PodCapacity(type, withPrefixes).recommended();
    }

    boolean isKnownToLackPrefixes() {
        return cni.prefixDelegation().filter(on -> !on).isPresent();
    }

    boolean leavesRoomForPods(InstanceType type) {
        return certainly(type).podAddresses() > 0;
    }

    /** For types without interface for pods: that is so by nature, unless MAX_ENI has taken them. */
    String fixForNoRoom() {
        return cni.maxEni().isPresent()
                ? "raise MAX_ENI"
                : "use a larger type: this one has no interface left for pods";
    }

    /** Goes on from "all that m5.large can address". */
    public String inWords(InstanceType type) {
        List<String> settings = new ArrayList<>();
        if (cni.customNetworking()) {
            settings.add("custom networking");
        }
        if (cni.prefixDelegation().orElse(false)) {
            settings.add(type.takesPrefixes() ? "prefixes" : "no prefixes");
        }
        cni.maxEni().stream().filter(most -> most < type.enis()).forEach(most -> settings.add("MAX_ENI " + most));
        return settings.isEmpty() ? "" : " with " + String.join(" and ", settings);
    }

    private PodCapacity certainly(InstanceType type) {
        return new PodCapacity(type, cni.prefixDelegation().orElse(false) ? withPrefixes : withoutPrefixes);
    }
}
