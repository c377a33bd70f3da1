package io.eniguard.vpc;

import io.eniguard.net.CidrSet;
import io.eniguard.net.Ipv4Cidr;
import java.util.Collection;

/**
 * A part of a subnet that is set aside, as EC2's GetSubnetCidrReservations tells it.
 *
 * @param type {@code prefix}: prefixes are given from it; {@code explicit}: nothing is given from it unless somebody names the address
 */
public record CidrReservation(String subnetId, Ipv4Cidr cidr, String type) {

    /** What EC2 gives nobody who names no address. */
    public static CidrSet keptFromPrefixes(Collection<CidrReservation> reservations) {
        return CidrSet.of(reservations.stream()
                .filter(reservation -> reservation.type().equals("explicit"))
                .map(CidrReservation::cidr)
                .toList());
    }
}
