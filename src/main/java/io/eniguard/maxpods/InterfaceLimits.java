package io.eniguard.maxpods;

/**
 * The network interfaces that EC2 lets an instance type have.
 *
 * @param enis interfaces on the default network card, the primary one counted: the only card the CNI gives to pods
 * @param ipv4PerEni IPv4 addresses of each interface, its own primary address counted
 * @param networkCards network cards, 1 for most types
 */
public record InterfaceLimits(int enis, int ipv4PerEni, int networkCards) {

    /** @throws IllegalArgumentException when one of the numbers is below 1 */
    public InterfaceLimits {
        if (enis < 1 || ipv4PerEni < 1 || networkCards < 1) {
            throw new IllegalArgumentException("interfaces, addresses and network cards must be 1 or more: %d, %d, %d"
                    .formatted(enis, ipv4PerEni, networkCards));
        }
    }
}
