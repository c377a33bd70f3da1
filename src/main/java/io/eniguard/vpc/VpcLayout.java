package io.eniguard.vpc;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What people change in a VPC, as a snapshot tells it: equal while nobody has. Addresses come and go by themselves, and ages do not count.
 *
 * @param subnets without their free addresses
 */
public record VpcLayout(
        Optional<Map<String, Vpc>> vpcs,
        Optional<List<Subnet>> subnets,
        Optional<Map<String, SecurityGroup>> securityGroups,
        Optional<List<SecurityGroup.VpcAssociation>> groupAssociations,
        Optional<List<RouteTable>> routeTables,
        Optional<EksCluster> cluster) {

    public static VpcLayout of(VpcSnapshot snapshot) {
        return new VpcLayout(
                snapshot.vpcs(),
                snapshot.subnets()
                        .map(all -> all.values().stream()
                                .map(VpcLayout::withoutRoom)
                                .toList()),
                snapshot.securityGroups(),
                snapshot.groupAssociations(),
                snapshot.routeTables(),
                snapshot.cluster());
    }

    private static Subnet withoutRoom(Subnet subnet) {
        Subnet.Condition now = subnet.condition();
        return new Subnet(
                subnet.id(),
                subnet.vpcId(),
                subnet.cidr(),
                subnet.zone(),
                new Subnet.Condition(now.state(), Optional.empty(), now.tags()));
    }
}
