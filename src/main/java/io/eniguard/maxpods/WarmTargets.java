package io.eniguard.maxpods;

/**
 * What the CNI keeps ready for pods to come, as aws-node's environment says it. Each is 0 or more.
 *
 * @param enis {@code WARM_ENI_TARGET}: whole interfaces; counts when addresses are neither prefixes nor counted one by one
 * @param prefixes {@code WARM_PREFIX_TARGET}: counts with prefixes when addresses are not counted one by one
 * @param addresses {@code WARM_IP_TARGET}: where this or the next is above 0, the two before do not count
 * @param minimumAddresses {@code MINIMUM_IP_TARGET}: addresses held in all, in use or not
 */
public record WarmTargets(int enis, int prefixes, int addresses, int minimumAddresses) {

    /** What AWS's manifest of aws-node sets: one interface, or one prefix. */
    public static final WarmTargets SHIPPED = new WarmTargets(1, 1, 0, 0);

    /** @throws IllegalArgumentException when a target is below 0: the CNI takes its default then, and so should the caller */
    public WarmTargets {
        if (enis < 0 || prefixes < 0 || addresses < 0 || minimumAddresses < 0) {
            throw new IllegalArgumentException("warm targets must be 0 or more: %d, %d, %d, %d"
                    .formatted(enis, prefixes, addresses, minimumAddresses));
        }
    }

    /** Whether the CNI counts addresses one by one. */
    boolean countsAddresses() {
        return addresses > 0 || minimumAddresses > 0;
    }
}
