package io.eniguard.source.file;

import io.eniguard.net.CidrSet;
import io.eniguard.net.Ipv4Cidr;
import io.eniguard.net.Zone;
import io.eniguard.tree.Tree;
import io.eniguard.vpc.EksCluster;
import io.eniguard.vpc.SecurityGroup;
import io.eniguard.vpc.Subnet;
import io.eniguard.vpc.Vpc;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads what the AWS CLI prints: members of EC2's answers in PascalCase, of EKS' in camelCase.
 *
 * <p>Every method throws an {@link IllegalArgumentException} with a sentence that names the member and the value when one has the
 * wrong form.
 */
final class AwsShapes {

    private AwsShapes() {}

    /** A member of {@code Subnets}. */
    static Subnet subnet(Tree subnet) {
        return new Subnet(
                id(subnet, "SubnetId"),
                subnet.nonEmptyText("VpcId"),
                cidr(subnet, "CidrBlock"),
                new Zone(subnet.nonEmptyText("AvailabilityZone"), subnet.nonEmptyText("AvailabilityZoneId")),
                new Subnet.Condition(
                        subnet.nonEmptyText("State"),
                        subnet.integer("AvailableIpAddressCount").map(Math::toIntExact),
                        tags(subnet)));
    }

    /** A member of {@code Vpcs}. */
    static Vpc vpc(Tree vpc) {
        return new Vpc(
                id(vpc, "VpcId"),
                cidr(vpc, "CidrBlock"),
                vpc.trees("CidrBlockAssociationSet").stream()
                        .flatMap(association -> cidr(association, "CidrBlock").stream()
                                .map(block -> new Vpc.CidrAssociation(
                                        block,
                                        association
                                                .text("CidrBlockState", "State")
                                                .orElse("associated"))))
                        .toList());
    }

    /** A member of {@code SecurityGroups}. */
    static SecurityGroup securityGroup(Tree group) {
        return new SecurityGroup(
                id(group, "GroupId"),
                group.nonEmptyText("VpcId"),
                group.trees("IpPermissions").stream().map(AwsShapes::ingress).toList());
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

    /** A member of {@code SecurityGroupVpcAssociations}. */
    static SecurityGroup.VpcAssociation groupAssociation(Tree association) {
        return new SecurityGroup.VpcAssociation(
                id(association, "GroupId"),
                id(association, "VpcId"),
                association.text("State").orElse("associated"));
    }

    /** A member of {@code AvailabilityZones}. */
    static Zone zone(Tree zone) {
        return new Zone(zone.nonEmptyText("ZoneName"), zone.nonEmptyText("ZoneId"));
    }

    /** The member {@code cluster} of EKS' describe-cluster. */
    static EksCluster cluster(Tree cluster) {
        return new EksCluster(
                cluster.nonEmptyText("name"),
                cluster.nonEmptyText("resourcesVpcConfig", "vpcId"),
                cluster.nonEmptyText("resourcesVpcConfig", "clusterSecurityGroupId"),
                cidr(cluster, "kubernetesNetworkConfig", "serviceIpv4Cidr"),
                cluster.nonEmptyText("kubernetesNetworkConfig", "ipFamily"),
                CidrSet.of(Stream.of("remoteNodeNetworks", "remotePodNetworks")
                        .flatMap(kind -> cluster.trees("remoteNetworkConfig", kind).stream())
                        .flatMap(network -> network.list("cidrs").stream())
                        .filter(Objects::nonNull)
                        .map(block -> parse(String.valueOf(block), "cidrs"))
                        .toList()));
    }

    private static Map<String, String> tags(Tree resource) {
        Map<String, String> tags = new LinkedHashMap<>();
        resource.trees("Tags")
                .forEach(tag -> tag.text("Key")
                        .ifPresent(key -> tags.put(key, tag.text("Value").orElse(""))));
        return tags;
    }

    private static String id(Tree resource, String member) {
        return resource.nonEmptyText(member)
                .orElseThrow(() -> new IllegalArgumentException("a member of the list has no " + member));
    }

    private static Optional<Ipv4Cidr> cidr(Tree resource, String... path) {
        return resource.nonEmptyText(path).map(text -> parse(text, String.join(".", path)));
    }

    private static Ipv4Cidr parse(String text, String member) {
        try {
            return Ipv4Cidr.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(member + ": " + e.getMessage(), e);
        }
    }
}
