package io.eniguard.rules.eniconfig;

import io.eniguard.net.Ipv4Cidr;
import io.eniguard.rules.AwsFacts;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Unknown;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Given;
import io.eniguard.vpc.EksCluster;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.SecurityGroup;
import io.eniguard.vpc.SecurityGroup.Permission;
import io.eniguard.vpc.Subnet;
import io.eniguard.vpc.Vpc;
import io.eniguard.world.Fact;
import io.eniguard.world.Fact.Missing;
import io.eniguard.world.World;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Checks that the API server can reach pods with the security groups of an ENIConfig. The interfaces of the control plane have the
 * cluster's security group and the additional groups that were named when the cluster was created. One rule that allows traffic from one of
 * these groups, from their subnets or from the primary block of the VPC is enough. The port does not matter.
 *
 * @param sources the groups of the control plane's interfaces, the cluster's security group first; empty if none is known
 */
record ControlPlaneReach(List<String> sources) {

    static final String QUESTION = "the API server can reach pods with these groups";

    static final Ipv4Cidr EVERYWHERE = Ipv4Cidr.parse("0.0.0.0/0");

    ControlPlaneReach {
        sources = List.copyOf(sources);
    }

    static ControlPlaneReach in(World world) {
        return new ControlPlaneReach(world.eksCluster().stream()
                .flatMap(cluster -> Stream.concat(
                        cluster.clusterSecurityGroupId().stream(), cluster.controlPlane().groupIds().stream()))
                .distinct()
                .toList());
    }

    boolean isUnknown() {
        return sources.isEmpty();
    }

    List<Finding> check(List<SecurityGroup> groups, World world) {
        if (isUnknown() || groups.isEmpty()) {
            return List.of();
        }
        return Given.given(
                areReached(groups, world),
                SecurityGroups.FIELD,
                QUESTION,
                wanted(groups, world),
                reached -> reached ? List.of() : List.of(cutOff(groups)));
    }

    private static String wanted(List<SecurityGroup> groups, World world) {
        if (groups.stream().anyMatch(group -> group.ingress().isEmpty())) {
            return AwsFacts.SECURITY_GROUPS.wanted(world);
        }
        return world.clusterVpcId().isKnown() ? AwsFacts.VPC.wanted(world) : SubnetVpc.SET_VPC_ID;
    }

    private Fact<Boolean> areReached(List<SecurityGroup> groups, World world) {
        List<Permission> rules = rules(groups);
        if (rules.stream().anyMatch(rule -> letsInControlPlane(rule, world))) {
            return Fact.known(true);
        }
        if (groups.stream().anyMatch(group -> group.ingress().isEmpty())) {
            return Fact.unknown(
                    Missing.SECURITY_GROUPS,
                    "the facts do not contain their inbound rules (%s)"
                            .formatted(world.provenance(Part.SECURITY_GROUPS)));
        }
        return rules.stream().allMatch(rule -> rule.ranges().isEmpty())
                ? Fact.known(false)
                : primaryBlock(world)
                        .map(block ->
                                rules.stream().anyMatch(rule -> rule.ranges().contains(block)));
    }

    private boolean letsInControlPlane(Permission rule, World world) {
        return !Collections.disjoint(rule.groups(), sources)
                || rule.ranges().contains(EVERYWHERE)
                || (!rule.ranges().isEmpty()
                        && subnets(world).anyMatch(subnet -> rule.ranges().contains(subnet)));
    }

    /** Returns the known blocks of the subnets that contain the control plane's interfaces. */
    private static Stream<Ipv4Cidr> subnets(World world) {
        return world.eksCluster().map(EksCluster::controlPlane).stream()
                .flatMap(controlPlane -> controlPlane.subnetIds().stream())
                .flatMap(id -> world.subnet(id).orElse(Optional.empty()).stream())
                .map(Subnet::cidr)
                .flatMap(Optional::stream);
    }

    private static List<Permission> rules(List<SecurityGroup> groups) {
        return groups.stream()
                .flatMap(group -> group.ingress().stream())
                .flatMap(List::stream)
                .toList();
    }

    /** Returns the primary CIDR block of the cluster's VPC, which usually contains the control plane's interfaces. */
    private static Fact<Ipv4Cidr> primaryBlock(World world) {
        return world.clusterVpcId()
                .flatMap(world::vpc)
                .flatMap(vpc -> vpc.flatMap(Vpc::primaryCidr)
                        .map(Fact::known)
                        .orElseGet(() -> Fact.unknown(
                                Missing.OTHER,
                                "the primary block of the VPC is unknown (" + world.provenance(Part.VPCS) + ")")));
    }

    private Finding cutOff(List<SecurityGroup> groups) {
        String fix = "add %s, or a rule that allows traffic from it".formatted(sources.get(0));
        return rules(groups).stream()
                .flatMap(rule -> rule.prefixLists().stream())
                .min(Comparator.naturalOrder())
                .<Finding>map(list -> new Unknown(
                        SecurityGroups.FIELD,
                        "unknown whether " + QUESTION,
                        "they allow prefix list %s, which may contain the control plane".formatted(list),
                        fix,
                        Missing.OTHER))
                .orElseGet(() -> new Violation(
                        SecurityGroups.FIELD,
                        "%s traffic from the cluster's %s, so the API server cannot reach webhooks and metrics in pods"
                                .formatted(SecurityGroupsReach.blocking(groups), sources.get(0)),
                        fix));
    }
}
