package io.eniguard.bench;

import io.eniguard.bench.Fleet.Block;
import io.eniguard.bench.Fleet.Host;
import java.util.List;
import java.util.Optional;

/** Network interfaces in the XML of EC2. */
record InterfaceXml(Fleet fleet, Ids ids) {

    /** Returns a network interface with the given addresses, of which the first one is the primary address. */
    String of(Block block, Optional<String> attachment, List<String> addresses) {
        StringBuilder held = new StringBuilder();
        for (String address : addresses) {
            held.append("""
                    <item><privateIpAddress>%s</privateIpAddress><privateDnsName>ip-%s.ec2.internal</privateDnsName>
                    <primary>%b</primary></item>""".formatted(address, address.replace('.', '-'), held.isEmpty()));
        }
        return """
                <networkInterfaceId>%s</networkInterfaceId><subnetId>%s</subnetId><vpcId>%s</vpcId>
                <availabilityZone>%s</availabilityZone><availabilityZoneId>%s</availabilityZoneId>
                <description>aws-K8S-i-0123456789abcdef0</description>%s<requesterManaged>false</requesterManaged>
                <status>in-use</status><macAddress>0a:1b:2c:3d:4e:5f</macAddress><privateIpAddress>%s</privateIpAddress>
                <sourceDestCheck>true</sourceDestCheck><groupSet><item><groupId>%s</groupId><groupName>team-0</groupName></item>
                <item><groupId>%s</groupId><groupName>team-1</groupName></item></groupSet>%s<tagSet>%s%s%s</tagSet>
                <privateIpAddressesSet>%s</privateIpAddressesSet><ipv6AddressesSet/><interfaceType>interface</interfaceType>""".formatted(
                        ids.aws("eni"),
                        block.subnetId(),
                        fleet.vpcId(),
                        block.zone().name(),
                        block.zone().id(),
                        LargeVpc.OWNER,
                        addresses.get(0),
                        fleet.securityGroups().get(0),
                        fleet.securityGroups().get(1),
                        attachment.orElse(""),
                        LargeVpc.tag("cluster.k8s.amazonaws.com/name", "demo"),
                        LargeVpc.tag("node.k8s.amazonaws.com/instance_id", "i-0123456789abcdef0"),
                        LargeVpc.tag("node.k8s.amazonaws.com/createdAt", "2026-01-01T00:00:00Z"),
                        held);
    }

    String attachment(Host host, int device) {
        return """
                <attachment><attachmentId>eni-attach-0123456789abcdef0</attachmentId><instanceId>%s</instanceId>
                <instanceOwnerId>%s</instanceOwnerId><deviceIndex>%d</deviceIndex><networkCardIndex>0</networkCardIndex>
                <status>attached</status><attachTime>2026-01-01T00:00:00.000Z</attachTime>
                <deleteOnTermination>true</deleteOnTermination></attachment>""".formatted(host.instanceId(), Fleet.ACCOUNT, device);
    }

    /** Returns an address of a block by its number. Numbers begin after the four addresses that EC2 reserves. */
    static String address(Block block, int number) {
        String[] parts = block.cidr().substring(0, block.cidr().indexOf('/')).split("\\.", -1);
        int place = number + 4;
        return "%s.%s.%d.%d".formatted(parts[0], parts[1], Integer.parseInt(parts[2]) + place / 256, place % 256);
    }
}
