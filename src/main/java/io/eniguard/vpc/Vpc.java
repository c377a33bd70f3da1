package io.eniguard.vpc;

import io.eniguard.net.Ipv4Cidr;
import java.util.List;
import java.util.Optional;

/**
 * A VPC, as EC2's DescribeVpcs describes it.
 *
 * @param primaryCidr the block with which the VPC was created; it cannot be removed
 * @param associations all IPv4 blocks with their states, including the primary one
 * @param isDualStack whether the VPC also has an IPv6 block that is associated
 */
public record Vpc(String id, Optional<Ipv4Cidr> primaryCidr, List<CidrAssociation> associations, boolean isDualStack)
        implements Resource {

    public Vpc {
        associations = List.copyOf(associations);
    }

    /** @param state {@code associated}, or a state in which the block must not be used */
    public record CidrAssociation(Ipv4Cidr cidr, String state) {

        public boolean isAssociated() {
            return state.equals("associated");
        }

        public boolean isUnderWay() {
            return state.equals("associating");
        }
    }

    /**
     * Returns the association whose block contains the subnet's block. EC2 lists a failed association for some time, so an effective
     * association is preferred.
     */
    public Optional<CidrAssociation> associationOf(Ipv4Cidr subnet) {
        List<CidrAssociation> containing = associations.stream()
                .filter(association -> association.cidr().contains(subnet))
                .toList();
        return containing.stream()
                .filter(CidrAssociation::isAssociated)
                .findFirst()
                .or(() -> containing.stream().findFirst());
    }
}
