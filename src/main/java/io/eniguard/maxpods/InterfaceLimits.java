package io.eniguard.maxpods;

/**
 * The limits of EC2 on the network interfaces of an instance type.
 *
 * @param enis the number of interfaces, including the primary one, on the default network card. The CNI uses only this card for pods,
 *     unless {@code ENABLE_MULTI_NIC} is on
 * @param ipv4PerEni the number of IPv4 addresses of each interface, including its primary address
 * @param networkCards the number of network cards, which is 1 for most types
 * @param takesTrunk whether the CNI keeps one interface for the trunk of pod ENIs if these are on. The CNI also keeps an interface on types
 *     about which it has no data: amazon-vpc-cni-k8s, pkg/awsutils/awsutils.go, IsTrunkingCompatible
 */
public record InterfaceLimits(int enis, int ipv4PerEni, int networkCards, boolean takesTrunk) {

    /** @throws IllegalArgumentException if one of the numbers is below 1 */
    public InterfaceLimits {
        if (enis < 1 || ipv4PerEni < 1 || networkCards < 1) {
            throw new IllegalArgumentException("interfaces, addresses and network cards must be 1 or more: %d, %d, %d"
                    .formatted(enis, ipv4PerEni, networkCards));
        }
    }

    /** Creates the limits of a type that takes a trunk. */
    public InterfaceLimits(int enis, int ipv4PerEni, int networkCards) {
        this(enis, ipv4PerEni, networkCards, true);
    }
}
