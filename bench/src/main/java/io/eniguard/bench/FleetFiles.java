package io.eniguard.bench;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Writes a fleet to files in the formats that people know: the output of the AWS CLI, and a list of kubectl. */
public final class FleetFiles {
    private final JsonBuilderFactory json;
    private final Fleet fleet;
    private final long seed;

    FleetFiles(JsonBuilderFactory json, Fleet fleet, long seed) {
        this.json = json;
        this.fleet = fleet;
        this.seed = seed;
    }

    /** Writes {@code vpc.json} into the folder, for {@code --vpc}. */
    public Path writeVpc(Path folder) throws IOException {
        return Files.writeString(folder.resolve("vpc.json"), vpc().toString());
    }

    /** Writes {@code cluster.json} into the folder, for {@code --cluster}. */
    public Path writeCluster(Path folder) throws IOException {
        return Files.writeString(folder.resolve("cluster.json"), cluster().toString());
    }

    /** Writes the cluster before the first node joins into {@code cluster-without-nodes.json}. */
    public Path writeClusterWithoutNodes(Path folder) throws IOException {
        return Files.writeString(
                folder.resolve("cluster-without-nodes.json"),
                list(settingsAndEniConfigs()).toString());
    }

    /** The answer of EKS about the cluster. */
    String eksAnswer() {
        return json.createObjectBuilder().add("cluster", eksCluster()).build().toString();
    }

    JsonObject vpc() {
        var subnets = json.createArrayBuilder();
        fleet.nodeSubnets().forEach(block -> subnets.add(subnet(block, 1_019 - 21, "nodes")));
        fleet.podNetworks().forEach(network -> subnets.add(subnet(network.block(), 4_091 - 840, network.eniConfig())));
        var zones = json.createArrayBuilder();
        fleet.zones().forEach(zone -> zones.add(zone(zone)));
        var groups = json.createArrayBuilder();
        fleet.securityGroups().forEach(id -> groups.add(securityGroup(id)));
        // Without asOf, the facts have the time at which they are read.
        return json.createObjectBuilder()
                .add(
                        "Snapshot",
                        json.createObjectBuilder().add("region", Fleet.REGION).add("vpcId", fleet.vpcId()))
                .add("Vpcs", json.createArrayBuilder().add(theVpc()))
                .add("Subnets", subnets)
                .add("SecurityGroups", groups)
                .add("SecurityGroupVpcAssociations", json.createArrayBuilder())
                .add("AvailabilityZones", zones)
                .add("cluster", eksCluster())
                .build();
    }

    JsonObject cluster() {
        var ids = new Ids(~seed);
        JsonArrayBuilder items = settingsAndEniConfigs();
        var nodes = new NodeJson(json);
        fleet.nodes()
                .forEach(host ->
                        items.add(nodes.running(host, fleet.podNetworkOf(host).eniConfig(), ids)));
        return list(items);
    }

    private JsonArrayBuilder settingsAndEniConfigs() {
        var ids = new Ids(seed);
        var shape = new EniConfigJson(json, fleet);
        JsonArrayBuilder items = json.createArrayBuilder().add(new AwsNodeJson(json).object());
        fleet.podNetworks().forEach(network -> items.add(shape.object(network, ids.uid(), "r41")));
        return items;
    }

    private JsonObject list(JsonArrayBuilder items) {
        return json.createObjectBuilder()
                .add("apiVersion", "v1")
                .add("kind", "List")
                .add("items", items)
                .build();
    }

    private JsonObjectBuilder theVpc() {
        var associations = json.createArrayBuilder();
        List<String> blocks = Stream.concat(
                        fleet.nodeSubnets().stream(),
                        fleet.podNetworks().stream().map(Fleet.PodNetwork::block))
                .map(block -> block.cidr().replaceFirst("\\d+\\.\\d+/.*", "0.0/16"))
                .distinct()
                .toList();
        for (String block : blocks) {
            associations.add(association("vpc-cidr-assoc-%017x".formatted(blocks.indexOf(block)), block));
        }
        return json.createObjectBuilder()
                .add("OwnerId", Fleet.ACCOUNT)
                .add("InstanceTenancy", "default")
                .add("CidrBlockAssociationSet", associations)
                .add("IsDefault", false)
                .add("VpcId", fleet.vpcId())
                .add("State", "available")
                .add("CidrBlock", "10.0.0.0/16");
    }

    private JsonObjectBuilder association(String id, String cidr) {
        return json.createObjectBuilder()
                .add("AssociationId", id)
                .add("CidrBlock", cidr)
                .add("CidrBlockState", json.createObjectBuilder().add("State", "associated"));
    }

    private JsonObjectBuilder subnet(Fleet.Block block, int freeAddresses, String name) {
        return json.createObjectBuilder()
                .add("AvailabilityZoneId", block.zone().id())
                .add("OwnerId", Fleet.ACCOUNT)
                .add("AssignIpv6AddressOnCreation", false)
                .add("Ipv6CidrBlockAssociationSet", json.createArrayBuilder())
                .add("Tags", json.createArrayBuilder().add(tag("Name", name)))
                .add(
                        "SubnetArn",
                        "arn:aws:ec2:%s:%s:subnet/%s".formatted(Fleet.REGION, Fleet.ACCOUNT, block.subnetId()))
                .add("Ipv6Native", false)
                .add("SubnetId", block.subnetId())
                .add("State", "available")
                .add("VpcId", fleet.vpcId())
                .add("CidrBlock", block.cidr())
                .add("AvailableIpAddressCount", freeAddresses)
                .add("AvailabilityZone", block.zone().name())
                .add("DefaultForAz", false)
                .add("MapPublicIpOnLaunch", false);
    }

    private JsonObjectBuilder tag(String key, String value) {
        return json.createObjectBuilder().add("Key", key).add("Value", value);
    }

    private JsonObjectBuilder zone(Fleet.Zone zone) {
        return json.createObjectBuilder()
                .add("OptInStatus", "opt-in-not-required")
                .add("RegionName", Fleet.REGION)
                .add("ZoneName", zone.name())
                .add("ZoneId", zone.id())
                .add("GroupName", Fleet.REGION + "-zg-1")
                .add("NetworkBorderGroup", Fleet.REGION)
                .add("ZoneType", "availability-zone")
                .add("State", "available");
    }

    private JsonObjectBuilder securityGroup(String id) {
        JsonArrayBuilder fromItself = json.createArrayBuilder()
                .add(json.createObjectBuilder().add("GroupId", id).add("UserId", Fleet.ACCOUNT));
        return json.createObjectBuilder()
                .add("GroupId", id)
                .add("GroupName", "pods-" + id)
                .add("Description", "Pods")
                .add("OwnerId", Fleet.ACCOUNT)
                .add("VpcId", fleet.vpcId())
                .add(
                        "IpPermissions",
                        json.createArrayBuilder()
                                .add(json.createObjectBuilder()
                                        .add("IpProtocol", "-1")
                                        .add("UserIdGroupPairs", fromItself)
                                        .add("IpRanges", json.createArrayBuilder())))
                .add(
                        "IpPermissionsEgress",
                        json.createArrayBuilder()
                                .add(json.createObjectBuilder()
                                        .add("IpProtocol", "-1")
                                        .add(
                                                "IpRanges",
                                                json.createArrayBuilder()
                                                        .add(json.createObjectBuilder()
                                                                .add("CidrIp", "0.0.0.0/0")))));
    }

    private JsonObjectBuilder eksCluster() {
        return json.createObjectBuilder()
                .add("name", "bench")
                .add("version", "1.35")
                .add("status", "ACTIVE")
                .add(
                        "resourcesVpcConfig",
                        json.createObjectBuilder()
                                .add("vpcId", fleet.vpcId())
                                .add(
                                        "clusterSecurityGroupId",
                                        fleet.securityGroups().get(0)))
                .add(
                        "kubernetesNetworkConfig",
                        json.createObjectBuilder()
                                .add("serviceIpv4Cidr", "172.20.0.0/16")
                                .add("ipFamily", "ipv4"));
    }
}
