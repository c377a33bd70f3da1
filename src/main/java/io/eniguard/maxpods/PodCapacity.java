package io.eniguard.maxpods;

/**
 * How many pods a node of a type can hold in a mode. The formulas are AWS's: the head of misc/eni-max-pods.txt of
 * amazon-vpc-cni-k8s, and max-pods-calculator.sh of amazon-eks-ami for custom networking, prefixes and the caps.
 */
public record PodCapacity(InstanceType type, NetworkingMode mode) {

    private static final int ADDRESSES_PER_PREFIX = 16;

    public static PodCapacity of(InstanceType type, Networking networking, Addressing addressing) {
        return new PodCapacity(type, NetworkingMode.of(networking, addressing));
    }

    /**
     * Pods a node can hold if each that needs an address is to get one, host-network pods included.
     *
     * @return {@code (enis - 1) * (ipv4PerEni - 1) + 2} with custom networking, since the primary interface then carries no
     *     pods; without it {@code enis * (ipv4PerEni - 1) + 2}; with prefixes 16 times the addresses; one interface less
     *     for a trunk; the mode's own number of host-network pods for 2
     */
    public int theoretical() {
        return podAddresses() + mode.hostNetworkPods();
    }

    /** {@link #theoretical()}, but no more than AWS advises to run: 110 up to 30 vCPUs and where they are unknown, 250 above. */
    public int recommended() {
        return Math.min(theoretical(), cap());
    }

    /** Addresses that pods can have, on all interfaces together. */
    public int podAddresses() {
        return podInterfaces() * addressesPerInterface();
    }

    /** Interfaces that carry pods; 0 when the primary one and the trunk take all there are. */
    public int podInterfaces() {
        return Math.max(interfaces() - interfacesKeptFromPods(), 0);
    }

    /** Whether pods' addresses come as prefixes: asked for, and of a type where the CNI does it. */
    public boolean usesPrefixes() {
        return mode.addressing() == Addressing.PREFIXES && type.takesPrefixes();
    }

    /** The arithmetic in one line: {@code (3 - 1) interfaces x (10 - 1) addresses + 2 host-network pods = 20}. */
    public String why() {
        return new Explanation(this).text();
    }

    int interfaces() {
        return Math.min(type.enis(), mode.maxEni().orElse(type.enis()));
    }

    int interfacesKeptFromPods() {
        return (mode.networking() == Networking.CUSTOM ? 1 : 0) + (mode.hasTrunk() ? 1 : 0);
    }

    /** What an interface holds beside its own primary address: that many addresses, or prefixes. */
    int slotsPerInterface() {
        return type.ipv4PerEni() - 1;
    }

    int cap() {
        return type.vcpus().orElse(0) > 30 ? 250 : 110;
    }

    private int addressesPerInterface() {
        return slotsPerInterface() * (usesPrefixes() ? ADDRESSES_PER_PREFIX : 1);
    }
}
