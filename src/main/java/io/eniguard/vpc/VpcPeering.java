package io.eniguard.vpc;

import io.eniguard.net.CidrSet;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A peering connection between two VPCs, as EC2's DescribeVpcPeeringConnections describes it.
 *
 * @param status {@code active}, {@code pending-acceptance}, {@code deleted} and so on; empty when unknown
 */
public record VpcPeering(String id, Optional<String> status, Side requester, Side accepter) implements Resource {

    /**
     * One of the two VPCs.
     *
     * @param blocks the IPv4 blocks of the VPC; empty if they are unknown
     */
    public record Side(Optional<String> vpcId, CidrSet blocks) {}

    public boolean isActive() {
        return status.map("active"::equals).orElse(true);
    }

    /** Returns the other VPC; empty if the VPC with this id has no part in the connection. */
    public Optional<Side> peerOf(String vpcId) {
        return Stream.of(requester, accepter)
                .filter(side -> side.vpcId().filter(vpcId::equals).isPresent())
                .findFirst()
                .map(own -> own.equals(requester) ? accepter : requester);
    }
}
