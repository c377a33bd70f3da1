package io.eniguard.maxpods;

/**
 * The number of pods that fit on a node of an instance type with given CNI settings. The basic formula is from the head of
 * misc/eni-max-pods.txt of amazon-vpc-cni-k8s. The formulas for custom networking and for prefixes, and also the caps, are from
 * max-pods-calculator.sh of amazon-eks-ami.
 */
public record PodCapacity(InstanceType type, NetworkingMode mode) {

    private static final int ADDRESSES_PER_PREFIX = 16;

    public static PodCapacity of(InstanceType type, Networking networking, Addressing addressing) {
        return new PodCapacity(type, NetworkingMode.of(networking, addressing));
    }

    /**
     * The largest number of pods, including host-network pods, with which every pod that needs an address can still get an address.
     *
     * @return {@code enis * (ipv4PerEni - 1) + hostNetworkPods}, where {@code enis} is limited by {@code MAX_ENI}, excludes the primary
     *     interface if custom networking is on, and excludes the trunk if pod ENIs are on and the type supports a trunk. With prefixes, the
     *     product is multiplied by 16
     */
    public int theoretical() {
        return podAddresses() + mode.hostNetworkPods();
    }

    /** The smaller of {@link #theoretical()} and AWS's recommended maximum: 250 for more than 30 vCPUs, otherwise 110. */
    public int recommended() {
        return recommended(cap());
    }

    /** The smaller of {@link #theoretical()} and the ceiling that an operator recommends. */
    public int recommended(int ceiling) {
        return Math.min(theoretical(), ceiling);
    }

    /** The number of addresses for pods, on all interfaces together. */
    public int podAddresses() {
        return podInterfaces() * addressesPerInterface();
    }

    /** The number of interfaces that carry pods; 0 if no interface is left for pods. */
    public int podInterfaces() {
        return Math.max(interfaces() - interfacesKeptFromPods(), 0);
    }

    /** Whether pods get addresses from prefixes, because prefix delegation is on and the CNI supports it for the type. */
    public boolean usesPrefixes() {
        return mode.addressing() == Addressing.PREFIXES && type.takesPrefixes();
    }

    /** Returns the calculation in one line, such as {@code (3 - 1) interfaces x (10 - 1) addresses + 2 host-network pods = 20}. */
    public String why() {
        return why(cap());
    }

    /** Works like {@link #why()}, with the ceiling that an operator recommends. */
    public String why(int ceiling) {
        return new Explanation(this, ceiling).text();
    }

    int interfaces() {
        return Math.min(type.enis(), mode.maxEni().orElse(type.enis()));
    }

    int interfacesKeptFromPods() {
        return (mode.networking() == Networking.CUSTOM ? 1 : 0) + (hasTrunk() ? 1 : 0);
    }

    /** Whether one interface is the trunk, because pod ENIs are on and the type supports a trunk. */
    public boolean hasTrunk() {
        return mode.hasTrunk() && type.takesTrunk();
    }

    /** The number of secondary addresses or prefixes that one interface can have. */
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
