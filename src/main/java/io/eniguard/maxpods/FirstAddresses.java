package io.eniguard.maxpods;

/**
 * How many addresses a new node takes from its pod subnet before its first pod starts: what the warm targets make the CNI
 * fetch, and one for each interface it attaches to hold them. The trunk of pod ENIs is not counted, nor is it cut off at the
 * node's max-pods. Follows isDatastorePoolTooLow and datastoreTargetState of amazon-vpc-cni-k8s, pkg/ipamd/ipamd.go.
 */
public final class FirstAddresses {

    private static final int ADDRESSES_PER_PREFIX = 16;

    private FirstAddresses() {}

    /** 0 when the mode leaves the type no interface for pods. */
    public static int of(InstanceType type, NetworkingMode mode, WarmTargets targets) {
        var capacity = new PodCapacity(type, mode);
        if (capacity.podAddresses() == 0) {
            return 0;
        }
        int slots = Math.min(
                capacity.usesPrefixes() ? prefixes(targets) : addresses(capacity, targets),
                capacity.podInterfaces() * capacity.slotsPerInterface());
        int interfaces = ceilingOfQuotient(slots, capacity.slotsPerInterface());
        return slots * (capacity.usesPrefixes() ? ADDRESSES_PER_PREFIX : 1) + interfaces;
    }

    /** The /28 blocks among them; 0 where the type or the mode knows no prefixes, or has no interface for pods. */
    public static int prefixesOf(InstanceType type, NetworkingMode mode, WarmTargets targets) {
        var capacity = new PodCapacity(type, mode);
        return capacity.usesPrefixes()
                ? Math.min(prefixes(targets), capacity.podInterfaces() * capacity.slotsPerInterface())
                : 0;
    }

    /** The CNI goes for a first prefix with a target of 0 too, since it starts with none. */
    private static int prefixes(WarmTargets targets) {
        return targets.countsAddresses()
                ? ceilingOfQuotient(Math.max(targets.addresses(), targets.minimumAddresses()), ADDRESSES_PER_PREFIX)
                : Math.max(targets.prefixes(), 1);
    }

    /** Likewise a first interface, and an interface comes with all its addresses. */
    private static int addresses(PodCapacity capacity, WarmTargets targets) {
        return targets.countsAddresses()
                ? Math.max(targets.addresses(), targets.minimumAddresses())
                : Math.min(Math.max(targets.enis(), 1), capacity.podInterfaces()) * capacity.slotsPerInterface();
    }

    private static int ceilingOfQuotient(int dividend, int divisor) {
        return dividend / divisor + (dividend % divisor == 0 ? 0 : 1);
    }
}
