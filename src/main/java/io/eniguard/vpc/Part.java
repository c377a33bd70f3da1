package io.eniguard.vpc;

/** What a {@link VpcSnapshot} is put together from. Each is known as a whole or not at all, with an age of its own. */
public enum Part {
    VPCS("VPCs"),
    SUBNETS("subnets"),
    SECURITY_GROUPS("security groups"),
    GROUP_ASSOCIATIONS("security groups' VPC associations"),
    ZONES("availability zones"),
    CLUSTER("cluster"),
    ROUTE_TABLES("route tables"),
    RESERVATIONS("subnet CIDR reservations"),
    INTERFACES("network interfaces"),
    INSTANCES("instances"),
    INSTANCE_TYPES("instance types");

    private final String words;

    Part(String words) {
        this.words = words;
    }

    /** As in "no … are known". */
    public String words() {
        return words;
    }
}
