package io.eniguard.vpc;

import io.eniguard.net.CidrSet;
import io.eniguard.net.Ipv4Cidr;
import java.util.Collection;

/**
 * A reserved block of a subnet, as EC2's GetSubnetCidrReservations describes it.
 *
 * @param type {@code prefix} if EC2 assigns only prefixes from the block; {@code explicit} if EC2 assigns only addresses that a request
 *     names
 */
public record CidrReservation(String subnetId, Ipv4Cidr cidr, String type) {

    /** Whether EC2 assigns only addresses of the block that a request names. */
    public boolean isExplicit() {
        return type.equals("explicit");
    }

    /** Returns the reserved blocks from which EC2 assigns no prefixes. */
    public static CidrSet keptFromPrefixes(Collection<CidrReservation> reservations) {
        return CidrSet.of(reservations.stream()
                .filter(CidrReservation::isExplicit)
                .map(CidrReservation::cidr)
                .toList());
    }
}
