package io.eniguard.source.file;

import static io.eniguard.source.file.Form.COUNT;
import static io.eniguard.source.file.Form.FLAG;
import static io.eniguard.source.file.Form.TEXT;
import static io.eniguard.source.file.Form.listOf;
import static io.eniguard.source.file.Form.mapping;
import static java.util.Map.entry;

import io.eniguard.source.aws.AwsShapes;
import java.util.Map;
import java.util.TreeMap;

/** The types of the members that {@link AwsShapes} reads. */
final class VpcForms {

    private static final Form TAGS = listOf(mapping(Map.of("Key", TEXT, "Value", TEXT)));
    private static final Form CIDRS = listOf(mapping(Map.of("cidrs", listOf(TEXT))));

    private static final Form SUBNET = mapping(Map.of(
            "SubnetId", TEXT,
            "VpcId", TEXT,
            "CidrBlock", TEXT,
            "AvailabilityZone", TEXT,
            "AvailabilityZoneId", TEXT,
            "State", TEXT,
            "AvailableIpAddressCount", COUNT,
            "Ipv6Native", FLAG,
            "Tags", TAGS));

    private static final Form VPC = mapping(Map.of(
            "VpcId", TEXT,
            "CidrBlock", TEXT,
            "CidrBlockAssociationSet",
                    listOf(mapping(Map.of("CidrBlock", TEXT, "CidrBlockState", mapping(Map.of("State", TEXT)))))));

    private static final Form SECURITY_GROUP = mapping(Map.of(
            "GroupId",
            TEXT,
            "VpcId",
            TEXT,
            "IpPermissions",
            listOf(mapping(Map.of(
                    "UserIdGroupPairs", listOf(mapping(Map.of("GroupId", TEXT))),
                    "IpRanges", listOf(mapping(Map.of("CidrIp", TEXT))),
                    "PrefixListIds", listOf(mapping(Map.of("PrefixListId", TEXT))))))));

    private static final Form CLUSTER = mapping(Map.of(
            "name", TEXT,
            "resourcesVpcConfig",
                    mapping(Map.of(
                            "vpcId", TEXT,
                            "clusterSecurityGroupId", TEXT,
                            "securityGroupIds", listOf(TEXT),
                            "subnetIds", listOf(TEXT))),
            "kubernetesNetworkConfig", mapping(Map.of("serviceIpv4Cidr", TEXT, "ipFamily", TEXT)),
            "remoteNetworkConfig", mapping(Map.of("remoteNodeNetworks", CIDRS, "remotePodNetworks", CIDRS))));

    private static final Form ROUTE = mapping(Map.ofEntries(
            entry("DestinationCidrBlock", TEXT),
            entry("DestinationPrefixListId", TEXT),
            entry("GatewayId", TEXT),
            entry("NatGatewayId", TEXT),
            entry("TransitGatewayId", TEXT),
            entry("VpcPeeringConnectionId", TEXT),
            entry("NetworkInterfaceId", TEXT),
            entry("InstanceId", TEXT),
            entry("LocalGatewayId", TEXT),
            entry("CarrierGatewayId", TEXT),
            entry("CoreNetworkArn", TEXT),
            entry("OdbNetworkArn", TEXT),
            entry("State", TEXT)));

    private static final Form ROUTE_TABLE = mapping(Map.of(
            "RouteTableId",
            TEXT,
            "VpcId",
            TEXT,
            "Associations",
            listOf(mapping(Map.of("Main", FLAG, "SubnetId", TEXT, "AssociationState", mapping(Map.of("State", TEXT))))),
            "Routes",
            listOf(ROUTE)));

    private static final Form RESERVATION = mapping(Map.of("SubnetId", TEXT, "Cidr", TEXT, "ReservationType", TEXT));

    private static final Form NETWORK_INTERFACE = mapping(Map.of(
            "NetworkInterfaceId",
            TEXT,
            "SubnetId",
            TEXT,
            "Description",
            TEXT,
            "PrivateIpAddresses",
            listOf(mapping(Map.of("PrivateIpAddress", TEXT))),
            "Ipv4Prefixes",
            listOf(mapping(Map.of("Ipv4Prefix", TEXT))),
            "Attachment",
            mapping(Map.of("InstanceId", TEXT, "DeviceIndex", COUNT))));

    private static final Form INSTANCE = mapping(Map.of(
            "InstanceId", TEXT,
            "InstanceType", TEXT,
            "SubnetId", TEXT,
            "Placement", mapping(Map.of("AvailabilityZone", TEXT, "AvailabilityZoneId", TEXT))));

    private static final Form INSTANCE_TYPE = mapping(Map.of(
            "InstanceType",
            TEXT,
            "Hypervisor",
            TEXT,
            "BareMetal",
            FLAG,
            "VCpuInfo",
            mapping(Map.of("DefaultVCpus", COUNT)),
            "ProcessorInfo",
            mapping(Map.of("SupportedArchitectures", listOf(TEXT))),
            "NetworkInfo",
            mapping(Map.of(
                    "Ipv4AddressesPerInterface", COUNT,
                    "MaximumNetworkInterfaces", COUNT,
                    "MaximumNetworkCards", COUNT,
                    "DefaultNetworkCardIndex", COUNT,
                    "NetworkCards",
                            listOf(mapping(Map.of("NetworkCardIndex", COUNT, "MaximumNetworkInterfaces", COUNT)))))));

    /** The form of each key that a file may have. */
    static final Map<String, Form> BY_KEY = new TreeMap<>(Map.ofEntries(
            entry("Subnets", listOf(SUBNET)),
            entry("Vpcs", listOf(VPC)),
            entry("SecurityGroups", listOf(SECURITY_GROUP)),
            entry(
                    "SecurityGroupVpcAssociations",
                    listOf(mapping(Map.of("GroupId", TEXT, "VpcId", TEXT, "State", TEXT)))),
            entry("AvailabilityZones", listOf(mapping(Map.of("ZoneName", TEXT, "ZoneId", TEXT)))),
            entry("cluster", CLUSTER),
            entry("Snapshot", mapping(Map.of("asOf", TEXT, "region", TEXT, "vpcId", TEXT))),
            entry("RouteTables", listOf(ROUTE_TABLE)),
            entry("SubnetIpv4CidrReservations", listOf(RESERVATION)),
            // The AWS CLI prints this key with the previous one. No rule reads it.
            entry("SubnetIpv6CidrReservations", listOf(mapping(Map.of()))),
            entry("NetworkInterfaces", listOf(NETWORK_INTERFACE)),
            entry("Reservations", listOf(mapping(Map.of("Instances", listOf(INSTANCE))))),
            entry("InstanceTypes", listOf(INSTANCE_TYPE))));

    private VpcForms() {}
}
