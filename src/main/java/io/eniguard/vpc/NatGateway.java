package io.eniguard.vpc;

import java.util.Optional;
import java.util.Set;

/**
 * A NAT gateway, as EC2's DescribeNatGateways describes it. The gateway replaces the source address of traffic with an address of its own
 * subnet.
 *
 * @param subnetId the subnet that contains the gateway; empty for a regional NAT gateway, which serves all zones of the VPC
 * @param isPrivate whether the gateway has no public address, so that it reaches other private networks but not the internet
 * @param state {@code pending}, {@code available}, {@code deleting} and so on; empty when unknown
 */
public record NatGateway(String id, Optional<String> subnetId, boolean isPrivate, Optional<String> state)
        implements Resource {

    // The states are listed in API_NatGateway of the EC2 API reference, read in November 2026.
    private static final Set<String> GONE = Set.of("failed", "deleting", "deleted");

    /** Returns whether the gateway certainly translates no traffic now and will translate none later. */
    public boolean isGone() {
        return state.filter(GONE::contains).isPresent();
    }

    public boolean isAvailable() {
        return state.map("available"::equals).orElse(true);
    }
}
