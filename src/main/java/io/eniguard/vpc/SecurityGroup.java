package io.eniguard.vpc;

import io.eniguard.net.CidrSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A security group, as EC2's DescribeSecurityGroups tells it.
 *
 * @param vpcId its home; it may be associated with further VPCs
 * @param ingress its inbound rules, one entry for each
 */
public record SecurityGroup(String id, Optional<String> vpcId, List<Ingress> ingress) implements Resource {

    public SecurityGroup {
        ingress = List.copyOf(ingress);
    }

    /**
     * Whom a rule lets in, on whatever port.
     *
     * @param groups ids of security groups
     * @param ranges IPv4 ranges
     * @param prefixLists ids of lists of ranges, which are kept elsewhere
     */
    public record Ingress(Set<String> groups, CidrSet ranges, Set<String> prefixLists) {

        public Ingress {
            groups = Set.copyOf(groups);
            prefixLists = Set.copyOf(prefixLists);
        }
    }

    /**
     * A security group lent to another VPC, as DescribeSecurityGroupVpcAssociations tells it.
     *
     * @param state only {@code associated} counts
     */
    public record VpcAssociation(String groupId, String vpcId, String state) {

        public boolean isUnderWay() {
            return state.equals("associating");
        }
    }
}
