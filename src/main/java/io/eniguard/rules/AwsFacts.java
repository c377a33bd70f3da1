package io.eniguard.rules;

import io.eniguard.vpc.Part;
import io.eniguard.world.World;

/** Facts that a rule may miss, and the AWS CLI's command that prints them: what a fix can name. */
public enum AwsFacts {
    SUBNETS(Part.SUBNETS, "the subnets", "ec2 describe-subnets"),
    SUBNET(Part.SUBNETS, "the subnet's facts", "ec2 describe-subnets"),
    VPC(Part.VPCS, "the VPC's blocks", "ec2 describe-vpcs"),
    SECURITY_GROUPS(Part.SECURITY_GROUPS, "the security groups", "ec2 describe-security-groups"),
    GROUP_ASSOCIATIONS(Part.GROUP_ASSOCIATIONS, "these", "ec2 describe-security-group-vpc-associations"),
    ZONES(Part.ZONES, "the zones by name and id", "ec2 describe-availability-zones"),
    ROUTE_TABLES(Part.ROUTE_TABLES, "the route tables", "ec2 describe-route-tables"),
    NETWORK_INTERFACES(Part.INTERFACES, "the network interfaces", "ec2 describe-network-interfaces"),
    CLUSTER(Part.CLUSTER, "the cluster", "eks describe-cluster");

    @SuppressWarnings("ImmutableEnumChecker") // A part is a constant without state.
    private final Part<?> part;

    // Made once: a rule hands its fix over before anyone knows whether it is needed, several times in each review.
    private final String ifUnknown;
    private final String ifOld;
    private final String ifRefused;

    AwsFacts(Part<?> part, String what, String command) {
        this.part = part;
        ifUnknown = "give eniguard %s (aws %s)".formatted(what, command);
        ifOld = "give eniguard newer facts (aws %s)".formatted(command);
        ifRefused = "let eniguard read %s, as aws %s does".formatted(what, command);
    }

    /** What to do about facts that are missing, or too old. */
    public String wanted(World world) {
        if (world.vpc().trouble(part).isPresent()) {
            return ifRefused;
        }
        return world.isFresh(part) ? ifUnknown : ifOld;
    }
}
