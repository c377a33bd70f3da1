package io.eniguard.maxpods;

/**
 * Calculates the largest number of addresses that a node takes from its pod subnet. A node reaches this number when it runs as many pods as
 * it can. The CNI fetches addresses until it reaches its warm targets, but stops as soon as it has as many addresses as the node's
 * max-pods. Each interface needs one more address, its primary address. The trunk interface and branch interfaces are not counted. The
 * calculation follows isDatastorePoolTooLow and increaseDatastorePool of amazon-vpc-cni-k8s, pkg/ipamd/ipamd.go.
 */
public final class MostAddresses {

    private static final int ADDRESSES_PER_PREFIX = 16;

    private MostAddresses() {}

    /**
     * Returns the number of addresses; 0 if no interface is left for pods.
     *
     * @param maxPods the largest number of pods that the kubelet accepts, including host-network pods
     */
    public static int of(InstanceType type, NetworkingMode mode, WarmTargets targets, int maxPods) {
        var capacity = new PodCapacity(type, mode);
        if (capacity.podAddresses() == 0) {
            return 0;
        }
        int slots = slots(capacity, targets, maxPods);
        int interfaces = ceilingOfQuotient(slots, capacity.slotsPerInterface());
        return slots * (capacity.usesPrefixes() ? ADDRESSES_PER_PREFIX : 1) + interfaces;
    }

    /** Returns the number of /28 blocks; 0 if the type or the mode does not use prefixes, or if no interface is left for pods. */
    public static int prefixesOf(InstanceType type, NetworkingMode mode, WarmTargets targets, int maxPods) {
        var capacity = new PodCapacity(type, mode);
        return capacity.usesPrefixes() ? slots(capacity, targets, maxPods) : 0;
    }

    private static int slots(PodCapacity capacity, WarmTargets targets, int maxPods) {
        int pods = Math.min(Math.max(maxPods - capacity.mode().hostNetworkPods(), 0), capacity.podAddresses());
        int slots = targets.countsAddresses()
                ? slotsForAddresses(capacity, targets, pods, maxPods)
                : slotsForWarmStock(capacity, targets, pods, maxPods);
        return Math.min(slots, capacity.podInterfaces() * capacity.slotsPerInterface());
    }

    private static int slotsForAddresses(PodCapacity capacity, WarmTargets targets, int pods, int maxPods) {
        int atStart = Math.max(targets.addresses(), targets.minimumAddresses());
        int wanted = Math.max(pods + targets.addresses(), targets.minimumAddresses());
        return ceilingOfQuotient(
                Math.min(wanted, Math.max(maxPods, atStart)), capacity.usesPrefixes() ? ADDRESSES_PER_PREFIX : 1);
    }

    /**
     * Counts the slots if the CNI keeps a warm stock of prefixes or interfaces. The CNI fetches a whole prefix, or fills all slots of an
     * interface, until the number of unused prefixes or interfaces reaches the target.
     */
    private static int slotsForWarmStock(PodCapacity capacity, WarmTargets targets, int pods, int maxPods) {
        int step = capacity.usesPrefixes() ? ADDRESSES_PER_PREFIX : capacity.slotsPerInterface();
        int target = capacity.usesPrefixes() ? targets.prefixes() : targets.enis();
        // With a target of 0, the CNI fetches more only when no address is left.
        int wanted = target == 0 ? pods / step + 1 : ceilingOfQuotient(pods, step) + target;
        int steps = Math.min(wanted, Math.max(ceilingOfQuotient(maxPods, step), 1));
        return steps * (capacity.usesPrefixes() ? 1 : capacity.slotsPerInterface());
    }

    private static int ceilingOfQuotient(int dividend, int divisor) {
        return dividend / divisor + (dividend % divisor == 0 ? 0 : 1);
    }
}
