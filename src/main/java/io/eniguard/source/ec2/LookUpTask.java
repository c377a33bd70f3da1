package io.eniguard.source.ec2;

import io.eniguard.aws.CallFailedException;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.Resource;
import io.eniguard.vpc.SecurityGroup;
import io.eniguard.vpc.Subnet;
import io.eniguard.vpc.Vpc;
import io.eniguard.vpc.VpcSnapshot;
import io.eniguard.vpc.VpcSnapshotBuilder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The calls of one look-up of subnets and security groups, one after the other.
 *
 * @param known the facts so far
 * @param members receives the subnets and groups that exist, and newer facts about their VPCs and associations
 */
record LookUpTask(VpcCalls calls, VpcSnapshot known, VpcSnapshotBuilder members) {

    void run(Set<String> subnetIds, Set<String> groupIds) throws CallFailedException {
        List<Subnet> subnets = Scope.each("subnet-id", subnetIds, calls::subnets);
        // The rules judge a subnet together with the block of its VPC, so the subnet is added after the VPC.
        add(Part.VPCS, Scope.each("vpc-id", outdatedVpcs(subnets), calls::vpcs));
        add(Part.SUBNETS, subnets);
        List<SecurityGroup> groups = Scope.each("group-id", groupIds, calls.streamed()::securityGroups);
        Map<Boolean, List<SecurityGroup>> areForeign = groups.stream()
                .collect(Collectors.partitioningBy(group -> !group.vpcId().equals(known.clusterVpcId())));
        add(Part.SECURITY_GROUPS, areForeign.getOrDefault(false, List.of()));
        // The known associations may lack a group that was created and associated a moment ago.
        List<SecurityGroup.VpcAssociation> associations = associations(areForeign.getOrDefault(true, List.of()));
        if (!associations.isEmpty()) {
            members.with(Part.GROUP_ASSOCIATIONS, associations);
        }
        add(Part.SECURITY_GROUPS, groups);
    }

    private <T extends Resource> void add(Part<Map<String, T>> part, List<T> found) {
        if (!found.isEmpty()) {
            members.with(part, found);
        }
    }

    private List<SecurityGroup.VpcAssociation> associations(List<SecurityGroup> groups) throws CallFailedException {
        return Scope.each("group-id", groups.stream().map(SecurityGroup::id).toList(), calls::groupAssociations);
    }

    /** Returns the ids of the known VPCs that lack the block of one of the subnets. */
    private Set<String> outdatedVpcs(List<Subnet> subnets) {
        return subnets.stream()
                .flatMap(subnet -> subnet
                        .vpcId()
                        .flatMap(id -> known.vpcs().map(all -> all.get(id)))
                        .filter(vpc -> subnet.cidr()
                                .flatMap(vpc::associationOf)
                                .filter(Vpc.CidrAssociation::isAssociated)
                                .isEmpty())
                        .map(Vpc::id)
                        .stream())
                .collect(Collectors.toSet());
    }
}
