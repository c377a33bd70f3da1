package io.eniguard.rules.shared;

import io.eniguard.net.CidrSet;
import io.eniguard.net.Ipv4Cidr;
import java.util.List;

/** Decides whether a subnet overlaps private address space, and whether it is in a block that is recommended for pods. */
public final class PrivateSpace {

    /**
     * The blocks that the EKS best practices recommend for pods: carrier-grade NAT space (RFC 6598) and the upper half of the benchmarking
     * block (RFC 2544).
     */
    public static final CidrSet RECOMMENDED = CidrSet.of("100.64.0.0/10", "198.19.0.0/16");

    private PrivateSpace() {}

    /** Returns the private blocks that contain addresses of the subnet. Addresses in permitted blocks are ignored. */
    public static List<Ipv4Cidr> overlappedBy(Ipv4Cidr subnet, CidrSet permitted) {
        CidrSet judged = CidrSet.of(subnet).subtract(permitted);
        return CidrSet.RFC_1918.overlapping(subnet).stream()
                .filter(block -> judged.overlaps(CidrSet.of(block)))
                .toList();
    }

    public static boolean isRecommended(Ipv4Cidr subnet, CidrSet permitted) {
        return RECOMMENDED.contains(subnet) || permitted.contains(subnet);
    }
}
