package io.eniguard.source.aws;

import static io.eniguard.source.aws.AwsMembers.cidr;
import static io.eniguard.source.aws.AwsMembers.id;

import io.eniguard.net.CidrSet;
import io.eniguard.net.Ipv4Cidr;
import io.eniguard.tree.Tree;
import io.eniguard.vpc.SecurityGroup;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads security groups and their VPC associations from the output of the AWS CLI.
 *
 * <p>A method throws an {@link IllegalArgumentException} if a required member is missing or if a value is invalid. The message names the
 * member, and contains the value if there is one. A member of the wrong type counts as missing.
 */
public final class SecurityGroupShapes {

    private SecurityGroupShapes() {}

    /** Reads a member of {@code SecurityGroups}. */
    public static SecurityGroup securityGroup(Tree group) {
        return new SecurityGroup(
                id(group, "GroupId"),
                group.nonEmptyText("VpcId"),
                group.trees("IpPermissions").stream()
                        .map(SecurityGroupShapes::ingress)
                        .toList());
    }

    private static SecurityGroup.Ingress ingress(Tree permission) {
        Set<String> groups = new HashSet<>();
        permission
                .trees("UserIdGroupPairs")
                .forEach(pair -> pair.text("GroupId").ifPresent(groups::add));
        List<Ipv4Cidr> ranges = permission.trees("IpRanges").stream()
                .flatMap(range -> cidr(range, "CidrIp").stream())
                .toList();
        Set<String> prefixLists = new HashSet<>();
        permission
                .trees("PrefixListIds")
                .forEach(list -> list.text("PrefixListId").ifPresent(prefixLists::add));
        return new SecurityGroup.Ingress(groups, CidrSet.of(ranges), prefixLists);
    }

    /** Reads a member of {@code SecurityGroupVpcAssociations}. */
    public static SecurityGroup.VpcAssociation vpcAssociation(Tree association) {
        return new SecurityGroup.VpcAssociation(
                id(association, "GroupId"),
                id(association, "VpcId"),
                association.text("State").orElse("associated"));
    }
}
