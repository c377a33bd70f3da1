package io.eniguard.bench;

import io.eniguard.bench.Fleet.Block;
import io.eniguard.bench.Fleet.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The answers of EC2 about a fleet in a VPC with 2,500 security groups and 50,000 network interfaces. The interfaces belong to the nodes,
 * to pods (three on each node) and to other resources. Each member of an answer is as long as in a real answer of EC2, although eniguard
 * does not read all fields. Members are passed on one at a time, so that they are not all in memory at the same time.
 */
final class LargeVpc {

    static final int INTERFACES = 50_000;
    static final int GROUPS = 2_500;

    private static final int POD_INTERFACES_OF_NODE = 3;
    private static final int ADDRESSES_OF_POD_INTERFACE = 10;
    private static final int RULES_OF_GROUP = 6;
    static final String OWNER = "<ownerId>%s</ownerId>".formatted(Fleet.ACCOUNT);

    private final Fleet fleet;
    private final Ids ids;
    private final InterfaceXml interfaces;

    LargeVpc(Fleet fleet, Ids ids) {
        this.fleet = fleet;
        this.ids = ids;
        interfaces = new InterfaceXml(fleet, ids);
    }

    void vpcs(Consumer<String> sink) {
        sink.accept("""
                <vpcId>%s</vpcId>%s<state>available</state><cidrBlock>10.0.0.0/14</cidrBlock><isDefault>false</isDefault>
                <cidrBlockAssociationSet><item><associationId>vpc-cidr-assoc-0</associationId><cidrBlock>10.0.0.0/14</cidrBlock>
                <cidrBlockState><state>associated</state></cidrBlockState></item><item><associationId>vpc-cidr-assoc-1</associationId>
                <cidrBlock>100.64.0.0/12</cidrBlock><cidrBlockState><state>associated</state></cidrBlockState></item>
                </cidrBlockAssociationSet>""".formatted(fleet.vpcId(), OWNER));
    }

    void subnets(Consumer<String> sink) {
        for (Block block : blocks()) {
            sink.accept("""
                    <subnetId>%s</subnetId><subnetArn>arn:aws:ec2:%s:%s:subnet/%s</subnetArn>%s<vpcId>%s</vpcId><state>available</state>
                    <cidrBlock>%s</cidrBlock><availableIpAddressCount>3200</availableIpAddressCount>
                    <availabilityZone>%s</availabilityZone><availabilityZoneId>%s</availabilityZoneId><defaultForAz>false</defaultForAz>
                    <mapPublicIpOnLaunch>false</mapPublicIpOnLaunch><tagSet>%s</tagSet>""".formatted(
                            block.subnetId(),
                            Fleet.REGION,
                            Fleet.ACCOUNT,
                            block.subnetId(),
                            OWNER,
                            fleet.vpcId(),
                            block.cidr(),
                            block.zone().name(),
                            block.zone().id(),
                            tag("Name", "of-" + block.zone().name())));
        }
    }

    List<Block> blocks() {
        List<Block> all = new ArrayList<>(fleet.nodeSubnets());
        fleet.podNetworks().forEach(network -> all.add(network.block()));
        return all;
    }

    void zones(Consumer<String> sink) {
        for (Fleet.Zone zone : fleet.zones()) {
            sink.accept("""
                    <zoneName>%s</zoneName><zoneId>%s</zoneId><zoneState>available</zoneState><regionName>%s</regionName>
                    <optInStatus>opt-in-not-required</optInStatus><zoneType>availability-zone</zoneType>""".formatted(zone.name(), zone.id(), Fleet.REGION));
        }
    }

    void securityGroups(Consumer<String> sink) {
        for (int number = 0; number < GROUPS; number++) {
            String id = number < fleet.securityGroups().size()
                    ? fleet.securityGroups().get(number)
                    : ids.aws("sg");
            StringBuilder rules = new StringBuilder();
            for (int rule = 0; rule < RULES_OF_GROUP; rule++) {
                rules.append("""
                        <item><ipProtocol>tcp</ipProtocol><fromPort>%d</fromPort><toPort>%d</toPort><groups><item>
                        <userId>%s</userId><groupId>%s</groupId><description>from the others of the team</description></item></groups>
                        <ipRanges><item><cidrIp>10.%d.0.0/16</cidrIp><description>offices</description></item></ipRanges>
                        <ipv6Ranges/><prefixListIds/></item>""".formatted(8000 + rule, 8000 + rule, Fleet.ACCOUNT, id, rule));
            }
            sink.accept("""
                    %s<groupId>%s</groupId><groupName>team-%d</groupName><groupDescription>made by Terraform</groupDescription>
                    <vpcId>%s</vpcId><ipPermissions>%s</ipPermissions><ipPermissionsEgress><item><ipProtocol>-1</ipProtocol>
                    <ipRanges><item><cidrIp>0.0.0.0/0</cidrIp></item></ipRanges></item></ipPermissionsEgress><tagSet>%s</tagSet>""".formatted(OWNER, id, number, fleet.vpcId(), rules, tag("team", "team-" + number)));
        }
    }

    void routeTables(Consumer<String> sink) {
        StringBuilder associations = new StringBuilder();
        for (Block block : blocks()) {
            associations.append("""
                    <item><routeTableAssociationId>rtbassoc-0</routeTableAssociationId><subnetId>%s</subnetId><main>false</main>
                    <associationState><state>associated</state></associationState></item>""".formatted(block.subnetId()));
        }
        sink.accept("""
                <routeTableId>%s</routeTableId><vpcId>%s</vpcId>%s<routeSet><item><destinationCidrBlock>10.0.0.0/14</destinationCidrBlock>
                <gatewayId>local</gatewayId><state>active</state></item><item><destinationCidrBlock>0.0.0.0/0</destinationCidrBlock>
                <natGatewayId>nat-0123456789abcdef0</natGatewayId><state>active</state></item></routeSet>
                <associationSet>%s</associationSet>""".formatted(ids.aws("rtb"), fleet.vpcId(), OWNER, associations));
    }

    /** The interfaces of the nodes, followed by others up to the total number. */
    void networkInterfaces(Consumer<String> sink) {
        int[] used = new int[fleet.podNetworks().size()];
        int made = 0;
        for (Host host : fleet.nodes()) {
            sink.accept(
                    interfaces.of(host.subnet(), Optional.of(interfaces.attachment(host, 0)), List.of(host.address())));
            int network = host.number() % used.length;
            for (int device = 1; device <= POD_INTERFACES_OF_NODE; device++) {
                List<String> addresses = new ArrayList<>();
                for (int i = 0; i < ADDRESSES_OF_POD_INTERFACE; i++) {
                    addresses.add(InterfaceXml.address(
                            fleet.podNetworks().get(network).block(), used[network]++));
                }
                sink.accept(interfaces.of(
                        fleet.podNetworks().get(network).block(),
                        Optional.of(interfaces.attachment(host, device)),
                        addresses));
            }
            made += 1 + POD_INTERFACES_OF_NODE;
        }
        for (int other = 0; made < INTERFACES; other++, made++) {
            Block block = fleet.nodeSubnets().get(other % fleet.nodeSubnets().size());
            sink.accept(
                    interfaces.of(block, Optional.empty(), List.of(InterfaceXml.address(block, 200 + other / 240))));
        }
    }

    /** Each instance has its own reservation, like instances of Auto Scaling and Karpenter. */
    void instances(Set<String> wanted, Consumer<String> sink) {
        for (Host host : fleet.nodes()) {
            if (wanted.contains(host.instanceId())) {
                sink.accept("""
                        <reservationId>r-0123456789abcdef0</reservationId>%s<groupSet/><instancesSet><item>
                        <instanceId>%s</instanceId><imageId>ami-0123456789abcdef0</imageId><instanceState><code>16</code>
                        <name>running</name></instanceState><privateDnsName>%s</privateDnsName><instanceType>%s</instanceType>
                        <launchTime>2026-01-01T00:00:00.000Z</launchTime><placement><availabilityZone>%s</availabilityZone>
                        <availabilityZoneId>%s</availabilityZoneId><tenancy>default</tenancy></placement><subnetId>%s</subnetId>
                        <vpcId>%s</vpcId><privateIpAddress>%s</privateIpAddress><architecture>x86_64</architecture>
                        <tagSet>%s</tagSet></item></instancesSet>""".formatted(
                                OWNER,
                                host.instanceId(),
                                host.name(),
                                host.type().name(),
                                host.subnet().zone().name(),
                                host.subnet().zone().id(),
                                host.subnet().subnetId(),
                                fleet.vpcId(),
                                host.address(),
                                tag("eks:cluster-name", "demo")));
            }
        }
    }

    static String tag(String key, String value) {
        return "<item><key>%s</key><value>%s</value></item>".formatted(key, value);
    }
}
