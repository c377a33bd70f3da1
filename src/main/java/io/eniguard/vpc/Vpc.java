package io.eniguard.vpc;

import io.eniguard.net.Ipv4Cidr;
import java.util.List;
import java.util.Optional;

/**
 * A VPC, as EC2's DescribeVpcs tells it.
 *
 * @param primaryCidr the block the VPC was made with; it cannot be taken away
 * @param associations all IPv4 blocks with their states, the primary one among them
 */
public record Vpc(String id, Optional<Ipv4Cidr> primaryCidr, List<CidrAssociation> associations) implements Resource {

    public Vpc {
        associations = List.copyOf(associations);
    }

    /** @param state {@code associated}, or one of the states in which the block must not be used */
    public record CidrAssociation(Ipv4Cidr cidr, String state) {

        public boolean isAssociated() {
            return state.equals("associated");
        }
    }

    /** The association whose block holds the subnet's. An earlier one that failed stays listed for a while beside the one that counts. */
    public Optional<CidrAssociation> associationOf(Ipv4Cidr subnet) {
        List<CidrAssociation> holding = associations.stream()
                .filter(association -> association.cidr().contains(subnet))
                .toList();
        return holding.stream()
                .filter(CidrAssociation::isAssociated)
                .findFirst()
                .or(() -> holding.stream().findFirst());
    }
}
