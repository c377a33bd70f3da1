package io.eniguard.maxpods;

/**
 * Calculates the number of addresses that a new node takes from its pod subnet before its first pod starts. The CNI fetches addresses until
 * it reaches its warm targets, and each interface that it attaches for these addresses needs one more address, its primary address. The
 * trunk interface is not counted, and the number is not capped at the node's max-pods. The calculation follows isDatastorePoolTooLow and
 * datastoreTargetState of amazon-vpc-cni-k8s, pkg/ipamd/ipamd.go.
 */
public final class FirstAddresses {

    private static final int ADDRESSES_PER_PREFIX = 16;

    /**
     * The number of interfaces, and also of slots, on each network card besides the first one. The warm targets apply to the first card
     * only.
     */
    private static final int OF_FURTHER_CARD = 1;

    private FirstAddresses() {}

    /** Returns the number of addresses; 0 if no interface is left for pods. */
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

    /**
     * Returns the number of addresses on the network cards besides the first one, if {@code ENABLE_MULTI_NIC} is on. The CNI has a pool for
     * each card, and a node does not start while one of the pools is empty. On each of these cards, the CNI keeps one warm address, so it
     * attaches one interface: amazon-vpc-cni-k8s, pkg/ipamd/ipamd.go, DefaultWarmIPTarget.
     */
    public static int ofFurtherCards(InstanceType type, NetworkingMode mode) {
        int perSlot = new PodCapacity(type, mode).usesPrefixes() ? ADDRESSES_PER_PREFIX : 1;
        return furtherCards(type) * (OF_FURTHER_CARD * perSlot + OF_FURTHER_CARD);
    }

    /** Returns the number of /28 blocks on the network cards besides the first one, as {@link #ofFurtherCards} does for addresses. */
    public static int prefixesOfFurtherCards(InstanceType type, NetworkingMode mode) {
        return new PodCapacity(type, mode).usesPrefixes() ? furtherCards(type) * OF_FURTHER_CARD : 0;
    }

    private static int furtherCards(InstanceType type) {
        return type.limits().networkCards() - 1;
    }

    /** Returns the number of /28 blocks; 0 if the type or the mode does not use prefixes, or if no interface is left for pods. */
    public static int prefixesOf(InstanceType type, NetworkingMode mode, WarmTargets targets) {
        var capacity = new PodCapacity(type, mode);
        return capacity.usesPrefixes()
                ? Math.min(prefixes(targets), capacity.podInterfaces() * capacity.slotsPerInterface())
                : 0;
    }

    /** Returns the number of prefixes. The CNI starts without any prefix, so it fetches a first one even with a target of 0. */
    private static int prefixes(WarmTargets targets) {
        return targets.countsAddresses()
                ? ceilingOfQuotient(Math.max(targets.addresses(), targets.minimumAddresses()), ADDRESSES_PER_PREFIX)
                : Math.max(targets.prefixes(), 1);
    }

    /**
     * Returns the number of addresses. If the CNI does not count single addresses, it attaches a first interface even with a target of 0,
     * and fills all slots of each interface.
     */
    private static int addresses(PodCapacity capacity, WarmTargets targets) {
        return targets.countsAddresses()
                ? Math.max(targets.addresses(), targets.minimumAddresses())
                : Math.min(Math.max(targets.enis(), 1), capacity.podInterfaces()) * capacity.slotsPerInterface();
    }

    private static int ceilingOfQuotient(int dividend, int divisor) {
        return dividend / divisor + (dividend % divisor == 0 ? 0 : 1);
    }
}
