package io.eniguard.source.aws;

import static io.eniguard.source.aws.AwsMembers.cidr;
import static io.eniguard.source.aws.AwsMembers.id;
import static io.eniguard.source.aws.AwsMembers.number;

import io.eniguard.net.CidrSet;
import io.eniguard.net.Ipv4Cidr;
import io.eniguard.tree.Tree;
import io.eniguard.vpc.SecurityGroup;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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
                new SecurityGroup.Description(group.nonEmptyText("GroupName"), AwsMembers.tags(group)),
                group.nonEmptyText("VpcId"),
                permissions(group, "IpPermissions"),
                permissions(group, "IpPermissionsEgress"));
    }

    /** Reads a list of rules; empty if it is absent. EC2 sends an empty list for no rules, but a query of the AWS CLI can omit the list. */
    private static Optional<List<SecurityGroup.Permission>> permissions(Tree group, String member) {
        return group.value(member)
                .map(present -> group.trees(member).stream()
                        .map(SecurityGroupShapes::permission)
                        .toList());
    }

    private static SecurityGroup.Permission permission(Tree permission) {
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
        return new SecurityGroup.Permission(traffic(permission), groups, CidrSet.of(ranges), prefixLists);
    }

    /** Reads the protocol and the ports. Absent members do not restrict the traffic, and neither does the port -1. */
    private static SecurityGroup.Traffic traffic(Tree permission) {
        String protocol =
                permission.value("IpProtocol").map(String::valueOf).orElse(SecurityGroup.Traffic.ALL.protocol());
        return protocol.equals(SecurityGroup.Traffic.ALL.protocol())
                ? SecurityGroup.Traffic.ALL
                : new SecurityGroup.Traffic(
                        protocol,
                        port(permission, "FromPort").orElse(0),
                        port(permission, "ToPort").orElse(SecurityGroup.Traffic.HIGHEST_PORT));
    }

    private static OptionalInt port(Tree permission, String member) {
        return number(permission, member).stream().filter(port -> port >= 0).findFirst();
    }

    /** Reads a member of {@code SecurityGroupVpcAssociations}. */
    public static SecurityGroup.VpcAssociation vpcAssociation(Tree association) {
        return new SecurityGroup.VpcAssociation(
                id(association, "GroupId"),
                id(association, "VpcId"),
                association.text("State").orElse("associated"));
    }
}
