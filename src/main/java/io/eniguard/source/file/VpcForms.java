package io.eniguard.source.file;

import static io.eniguard.source.file.Form.ANY;
import static io.eniguard.source.file.Form.COUNT;
import static io.eniguard.source.file.Form.FLAG;
import static io.eniguard.source.file.Form.TEXT;
import static io.eniguard.source.file.Form.listOf;
import static io.eniguard.source.file.Form.mapping;
import static java.util.Map.entry;

import java.util.Map;

/** The forms of the mappings that {@link io.eniguard.source.aws} reads. */
final class VpcForms {

    private static final Form TAGS = listOf(mapping(Map.of("Key", TEXT, "Value", TEXT)));
    private static final Form CIDRS = listOf(mapping(Map.of("cidrs", listOf(TEXT))));

    static final Form SUBNET = mapping(Map.of(
            "SubnetId", TEXT,
            "VpcId", TEXT,
            "CidrBlock", TEXT,
            "AvailabilityZone", TEXT,
            "AvailabilityZoneId", TEXT,
            "State", TEXT,
            "AvailableIpAddressCount", COUNT,
            "Ipv6Native", FLAG,
            "Tags", TAGS));

    static final Form VPC = mapping(Map.of(
            "VpcId",
            TEXT,
            "CidrBlock",
            TEXT,
            "CidrBlockAssociationSet",
            listOf(mapping(Map.of("CidrBlock", TEXT, "CidrBlockState", mapping(Map.of("State", TEXT))))),
            "Ipv6CidrBlockAssociationSet",
            listOf(mapping(Map.of("Ipv6CidrBlock", TEXT, "Ipv6CidrBlockState", mapping(Map.of("State", TEXT)))))));

    // A protocol can be a number, and the port of an ICMP rule can be -1.
    private static final Form PERMISSION = mapping(Map.of(
            "IpProtocol",
            ANY,
            "FromPort",
            ANY,
            "ToPort",
            ANY,
            "UserIdGroupPairs",
            listOf(mapping(Map.of("GroupId", TEXT))),
            "IpRanges",
            listOf(mapping(Map.of("CidrIp", TEXT))),
            "PrefixListIds",
            listOf(mapping(Map.of("PrefixListId", TEXT)))));

    static final Form SECURITY_GROUP = mapping(Map.of(
            "GroupId",
            TEXT,
            "VpcId",
            TEXT,
            "IpPermissions",
            listOf(PERMISSION),
            "IpPermissionsEgress",
            listOf(PERMISSION)));

    static final Form GROUP_ASSOCIATION = mapping(Map.of("GroupId", TEXT, "VpcId", TEXT, "State", TEXT));

    static final Form ZONE = mapping(Map.of("ZoneName", TEXT, "ZoneId", TEXT));

    static final Form CLUSTER = mapping(Map.of(
            "name", TEXT,
            "resourcesVpcConfig",
                    mapping(Map.of(
                            "vpcId",
                            TEXT,
                            "clusterSecurityGroupId",
                            TEXT,
                            "securityGroupIds",
                            listOf(TEXT),
                            "subnetIds",
                            listOf(TEXT))),
            "kubernetesNetworkConfig", mapping(Map.of("serviceIpv4Cidr", TEXT, "ipFamily", TEXT)),
            "remoteNetworkConfig", mapping(Map.of("remoteNodeNetworks", CIDRS, "remotePodNetworks", CIDRS)),
            "computeConfig", mapping(Map.of("enabled", FLAG))));

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

    static final Form ROUTE_TABLE = mapping(Map.of(
            "RouteTableId",
            TEXT,
            "VpcId",
            TEXT,
            "Associations",
            listOf(mapping(Map.of("Main", FLAG, "SubnetId", TEXT, "AssociationState", mapping(Map.of("State", TEXT))))),
            "Routes",
            listOf(ROUTE)));

    static final Form NAT_GATEWAY =
            mapping(Map.of("NatGatewayId", TEXT, "SubnetId", TEXT, "ConnectivityType", TEXT, "State", TEXT));

    private static final Form PEERED_VPC = mapping(
            Map.of("VpcId", TEXT, "CidrBlock", TEXT, "CidrBlockSet", listOf(mapping(Map.of("CidrBlock", TEXT)))));

    static final Form VPC_PEERING = mapping(Map.of(
            "VpcPeeringConnectionId",
            TEXT,
            "Status",
            mapping(Map.of("Code", TEXT)),
            "RequesterVpcInfo",
            PEERED_VPC,
            "AccepterVpcInfo",
            PEERED_VPC));

    static final Form CIDR_RESERVATION = mapping(Map.of("SubnetId", TEXT, "Cidr", TEXT, "ReservationType", TEXT));

    static final Form NETWORK_INTERFACE = mapping(Map.of(
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
            mapping(Map.of("InstanceId", TEXT, "DeviceIndex", COUNT, "NetworkCardIndex", COUNT))));

    private static final Form INSTANCE = mapping(Map.of(
            "InstanceId", TEXT,
            "InstanceType", TEXT,
            "SubnetId", TEXT,
            "Placement", mapping(Map.of("AvailabilityZone", TEXT, "AvailabilityZoneId", TEXT))));

    /** The form of an EC2 reservation, which is a group of instances. */
    static final Form INSTANCE_RESERVATION = mapping(Map.of("Instances", listOf(INSTANCE)));

    static final Form INSTANCE_TYPE = mapping(Map.of(
            "InstanceType",
            TEXT,
            "Hypervisor",
            TEXT,
            "BareMetal",
            FLAG,
            "VCpuInfo",
            mapping(Map.of("DefaultVCpus", COUNT)),
            "MemoryInfo",
            mapping(Map.of("SizeInMiB", COUNT)),
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

    private VpcForms() {}
}
