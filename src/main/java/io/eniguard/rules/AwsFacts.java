package io.eniguard.rules;

import io.eniguard.vpc.Part;
import io.eniguard.world.World;

/**
 * The AWS facts that a rule may need and that can be missing. The fix for a missing fact names the AWS CLI command that prints the fact.
 */
public enum AwsFacts {
    SUBNETS(Part.SUBNETS, "the subnets", "ec2 describe-subnets"),
    SUBNET(Part.SUBNETS, "the subnet", "ec2 describe-subnets"),
    VPC(Part.VPCS, "the CIDR blocks of the VPC", "ec2 describe-vpcs"),
    SECURITY_GROUPS(Part.SECURITY_GROUPS, "the security groups", "ec2 describe-security-groups"),
    GROUP_ASSOCIATIONS(Part.GROUP_ASSOCIATIONS, "the associations", "ec2 describe-security-group-vpc-associations"),
    ZONES(Part.ZONES, "the names and ids of the zones", "ec2 describe-availability-zones"),
    ROUTE_TABLES(Part.ROUTE_TABLES, "the route tables", "ec2 describe-route-tables"),
    NAT_GATEWAYS(Part.NAT_GATEWAYS, "the NAT gateways", "ec2 describe-nat-gateways"),
    VPC_PEERINGS(Part.VPC_PEERINGS, "the peering connections", "ec2 describe-vpc-peering-connections"),
    NETWORK_INTERFACES(Part.INTERFACES, "the network interfaces", "ec2 describe-network-interfaces"),
    CLUSTER(Part.CLUSTER, "the cluster", "eks describe-cluster");

    @SuppressWarnings("ImmutableEnumChecker") // Each part is a constant without state.
    private final Part<?> part;

    // The texts are built once, because rules request a fix several times in each review and rarely use it.
    private final String ifUnknown;
    private final String ifOld;
    private final String ifRefused;

    AwsFacts(Part<?> part, String facts, String command) {
        this.part = part;
        ifUnknown = "give eniguard %s (aws %s)".formatted(facts, command);
        ifOld = "give eniguard newer facts (aws %s)".formatted(command);
        ifRefused = "allow eniguard to read %s (aws %s)".formatted(facts, command);
    }

    /** Returns the part of the VPC that contains the facts. */
    public Part<?> part() {
        return part;
    }

    /** Returns the fix for facts that are unknown, too old or forbidden. */
    public String wanted(World world) {
        if (world.vpc().trouble(part).isPresent()) {
            return ifRefused;
        }
        return world.isFresh(part) ? ifUnknown : ifOld;
    }
}
