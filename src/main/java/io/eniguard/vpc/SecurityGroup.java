package io.eniguard.vpc;

import io.eniguard.net.CidrSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A security group, as EC2's DescribeSecurityGroups describes it.
 *
 * @param vpcId the VPC of the group; the group may also be associated with other VPCs
 * @param ingress the sources of the inbound rules, one entry per rule
 */
public record SecurityGroup(String id, Optional<String> vpcId, List<Ingress> ingress) implements Resource {

    public SecurityGroup {
        ingress = List.copyOf(ingress);
    }

    /**
     * The sources that an inbound rule allows, regardless of ports.
     *
     * @param groups ids of security groups
     * @param ranges IPv4 ranges
     * @param prefixLists ids of prefix lists, which are separate resources
     */
    public record Ingress(Set<String> groups, CidrSet ranges, Set<String> prefixLists) {

        public Ingress {
            groups = Set.copyOf(groups);
            prefixLists = Set.copyOf(prefixLists);
        }
    }

    /**
     * The association of a security group with another VPC, as EC2's DescribeSecurityGroupVpcAssociations describes it.
     *
     * @param state the state of the association; only {@code associated} is effective
     */
    public record VpcAssociation(String groupId, String vpcId, String state) {

        public boolean isUnderWay() {
            return state.equals("associating");
        }
    }
}
