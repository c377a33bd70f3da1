package io.eniguard.maxpods;

/**
 * The number of pods that fit on a node of an instance type with given CNI settings. The formulas are from AWS: the head of
 * misc/eni-max-pods.txt of amazon-vpc-cni-k8s, and max-pods-calculator.sh of amazon-eks-ami for custom networking, prefixes and the caps.
 */
public record PodCapacity(InstanceType type, NetworkingMode mode) {

    private static final int ADDRESSES_PER_PREFIX = 16;

    public static PodCapacity of(InstanceType type, Networking networking, Addressing addressing) {
        return new PodCapacity(type, NetworkingMode.of(networking, addressing));
    }

    /**
     * The number of pods, including host-network pods, for which every pod that needs an address can get one.
     *
     * @return {@code (enis - 1) * (ipv4PerEni - 1) + 2} with custom networking, since the primary interface then carries no pods; without
     *     it {@code enis * (ipv4PerEni - 1) + 2}; with prefixes 16 times the addresses; with a trunk one interface less; and the mode's
     *     number of host-network pods instead of 2
     */
    public int theoretical() {
        return podAddresses() + mode.hostNetworkPods();
    }

    /** The lower of {@link #theoretical()} and AWS's recommended maximum: 110 for up to 30 or an unknown number of vCPUs, otherwise 250. */
    public int recommended() {
        return Math.min(theoretical(), cap());
    }

    /** The number of addresses for pods, on all interfaces together. */
    public int podAddresses() {
        return podInterfaces() * addressesPerInterface();
    }

    /** The number of interfaces that carry pods; 0 if there are none besides the primary interface and the trunk. */
    public int podInterfaces() {
        return Math.max(interfaces() - interfacesKeptFromPods(), 0);
    }

    /** Whether pods get addresses from prefixes: prefix delegation is on, and the CNI supports it for the type. */
    public boolean usesPrefixes() {
        return mode.addressing() == Addressing.PREFIXES && type.takesPrefixes();
    }

    /** Returns the calculation in one line, such as {@code (3 - 1) interfaces x (10 - 1) addresses + 2 host-network pods = 20}. */
    public String why() {
        return new Explanation(this).text();
    }

    int interfaces() {
        return Math.min(type.enis(), mode.maxEni().orElse(type.enis()));
    }

    int interfacesKeptFromPods() {
        return (mode.networking() == Networking.CUSTOM ? 1 : 0) + (mode.hasTrunk() ? 1 : 0);
    }

    /** The number of addresses or prefixes of an interface, without its primary address. */
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
