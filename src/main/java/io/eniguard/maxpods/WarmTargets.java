package io.eniguard.maxpods;

/**
 * The numbers of resources that the CNI keeps ready for new pods, as set in the environment of aws-node. Each number is 0 or more.
 *
 * @param enis {@code WARM_ENI_TARGET}, the number of interfaces; it applies if the CNI neither uses prefixes nor counts single addresses
 * @param prefixes {@code WARM_PREFIX_TARGET}, the number of prefixes; it applies if the CNI uses prefixes and does not count single
 *     addresses
 * @param addresses {@code WARM_IP_TARGET}, the number of unused addresses. If it or {@code minimumAddresses} is above 0, the CNI counts
 *     single addresses, and the first two targets do not apply
 * @param minimumAddresses {@code MINIMUM_IP_TARGET}, the minimum number of all addresses, used and unused
 */
public record WarmTargets(int enis, int prefixes, int addresses, int minimumAddresses) {

    /** The targets in AWS's manifest of aws-node: one interface, or one prefix. */
    public static final WarmTargets SHIPPED = new WarmTargets(1, 1, 0, 0);

    /**
     * @throws IllegalArgumentException if a target is below 0. The CNI uses its default instead of such a value, so the caller should do
     *     the same
     */
    public WarmTargets {
        if (enis < 0 || prefixes < 0 || addresses < 0 || minimumAddresses < 0) {
            throw new IllegalArgumentException("warm targets must be 0 or more: %d, %d, %d, %d"
                    .formatted(enis, prefixes, addresses, minimumAddresses));
        }
    }

    /** Whether the CNI counts single addresses. */
    boolean countsAddresses() {
        return addresses > 0 || minimumAddresses > 0;
    }
}
