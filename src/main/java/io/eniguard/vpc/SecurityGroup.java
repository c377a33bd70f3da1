package io.eniguard.vpc;

import io.eniguard.net.CidrSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A security group, as EC2's DescribeSecurityGroups describes it.
 *
 * @param description the properties for people
 * @param vpcId the VPC of the group; the group may also be associated with other VPCs
 * @param ingress the inbound rules; empty if they are unknown
 * @param egress the outbound rules; empty if they are unknown
 */
public record SecurityGroup(
        String id,
        Description description,
        Optional<String> vpcId,
        Optional<List<Permission>> ingress,
        Optional<List<Permission>> egress)
        implements Resource {

    /** @param name the name of the group; empty if it is unknown */
    public record Description(Optional<String> name, Map<String, String> tags) {

        static final Description NONE = new Description(Optional.empty(), Map.of());

        public Description {
            tags = Map.copyOf(tags);
        }
    }

    public SecurityGroup {
        ingress = ingress.map(List::copyOf);
        egress = egress.map(List::copyOf);
    }

    /** Creates a group without a name and with unknown outbound rules. */
    public SecurityGroup(String id, Optional<String> vpcId, List<Permission> ingress) {
        this(id, Description.NONE, vpcId, Optional.of(ingress), Optional.empty());
    }

    /**
     * A rule that allows traffic. The other end of the traffic is its source for inbound rules and its destination for outbound rules.
     *
     * @param traffic the protocol and the ports
     * @param groups ids of security groups at the other end
     * @param ranges IPv4 ranges at the other end; IPv6 ranges are not read
     * @param prefixLists ids of prefix lists, which are separate resources, at the other end
     */
    public record Permission(Traffic traffic, Set<String> groups, CidrSet ranges, Set<String> prefixLists) {

        public Permission {
            groups = Set.copyOf(groups);
            prefixLists = Set.copyOf(prefixLists);
        }
    }

    /**
     * A protocol with a range of ports.
     *
     * @param protocol {@code tcp}, {@code udp}, {@code icmp}, the number of a protocol, or {@code -1} for all protocols and ports
     * @param from the first port, or 0 if all ports are allowed
     * @param to the last port
     */
    public record Traffic(String protocol, int from, int to) {

        public static final int HIGHEST_PORT = 65_535;

        public static final Traffic ALL = new Traffic("-1", 0, HIGHEST_PORT);

        private static final Set<String> UDP = Set.of("udp", "17");

        public boolean includesUdp(int port) {
            return protocol.equals(ALL.protocol) || (UDP.contains(protocol) && from <= port && port <= to);
        }
    }

    /**
     * The association of a security group with another VPC, as EC2's DescribeSecurityGroupVpcAssociations describes it.
     *
     * @param state the state of the association; only {@code associated} is effective
     */
    public record VpcAssociation(String groupId, String vpcId, String state) {

        public boolean isUnderWay() {
            return state.equals("associating");
        }
    }
}
