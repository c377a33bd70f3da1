package io.eniguard.rules;

import io.eniguard.world.World;

/** Facts that a rule may miss, and the AWS CLI's command that prints them: what a fix can name. */
public enum AwsFacts {
    SUBNETS("the subnets", "ec2 describe-subnets"),
    SUBNET("the subnet's facts", "ec2 describe-subnets"),
    VPC("the VPC's blocks", "ec2 describe-vpcs"),
    SECURITY_GROUPS("the security groups", "ec2 describe-security-groups"),
    GROUP_ASSOCIATIONS("these", "ec2 describe-security-group-vpc-associations"),
    ZONES("the zones by name and id", "ec2 describe-availability-zones"),
    ROUTE_TABLES("the route tables", "ec2 describe-route-tables"),
    NETWORK_INTERFACES("the network interfaces", "ec2 describe-network-interfaces"),
    CLUSTER("the cluster", "eks describe-cluster");

    private final String what;
    private final String command;

    AwsFacts(String what, String command) {
        this.what = what;
        this.command = command;
    }

    /** What to do about facts that are missing, or too old. */
    public String wanted(World world) {
        return "give eniguard %s (aws %s)".formatted(world.isFresh() ? what : "newer facts", command);
    }
}
