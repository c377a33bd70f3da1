package io.eniguard.source.aws;

import static io.eniguard.source.aws.AwsMembers.cidr;
import static io.eniguard.source.aws.AwsMembers.id;

import io.eniguard.net.CidrSet;
import io.eniguard.tree.Tree;
import io.eniguard.vpc.NatGateway;
import io.eniguard.vpc.VpcPeering;
import java.util.stream.Stream;

/**
 * Reads NAT gateways and VPC peering connections from the output of the AWS CLI.
 *
 * <p>A method throws an {@link IllegalArgumentException} if a required member is missing or if a value is invalid. The message names the
 * member, and contains the value if there is one. A member of the wrong type counts as missing.
 */
public final class GatewayShapes {

    private GatewayShapes() {}

    /** Reads a member of {@code NatGateways}. */
    public static NatGateway natGateway(Tree gateway) {
        return new NatGateway(
                id(gateway, "NatGatewayId"),
                gateway.nonEmptyText("SubnetId"),
                gateway.text("ConnectivityType").filter("private"::equals).isPresent(),
                gateway.nonEmptyText("State"));
    }

    /** Reads a member of {@code VpcPeeringConnections}. */
    public static VpcPeering vpcPeering(Tree peering) {
        return new VpcPeering(
                id(peering, "VpcPeeringConnectionId"),
                peering.nonEmptyText("Status", "Code"),
                side(peering.at("RequesterVpcInfo")),
                side(peering.at("AccepterVpcInfo")));
    }

    // CidrBlock is the primary block. CidrBlockSet contains all blocks, but EC2 omits the set while a connection is
    // pending.
    private static VpcPeering.Side side(Tree vpc) {
        return new VpcPeering.Side(
                vpc.nonEmptyText("VpcId"),
                CidrSet.of(Stream.concat(
                                cidr(vpc, "CidrBlock").stream(),
                                vpc.trees("CidrBlockSet").stream().flatMap(block -> cidr(block, "CidrBlock").stream()))
                        .toList()));
    }
}
