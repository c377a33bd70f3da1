package io.eniguard.rules.eniconfig;

import io.eniguard.net.CidrSet;
import io.eniguard.net.Ipv4Cidr;
import io.eniguard.rules.AwsFacts;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Unknown;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Given;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.SecurityGroup;
import io.eniguard.vpc.SecurityGroup.Permission;
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
        if (!world.clusterVpcId().isKnown()) {
            return SubnetVpc.SET_VPC_ID;
        }
        return vpc(world).isKnown() ? unknownSubnets(world).wanted(world) : AwsFacts.VPC.wanted(world);
    }

    private Fact<Boolean> areReached(List<SecurityGroup> groups, World world) {
        List<Permission> rules = rules(groups);
        CidrSet ranges = CidrSet.of(
                rules.stream().flatMap(rule -> rule.ranges().blocks().stream()).toList());
        List<Ipv4Cidr> subnets = ranges.isEmpty() ? List.of() : subnets(world);
        if (rules.stream().anyMatch(rule -> !Collections.disjoint(rule.groups(), sources))
                || ranges.contains(EVERYWHERE)
                || subnets.stream().anyMatch(ranges::contains)) {
            return Fact.known(true);
        }
        if (groups.stream().anyMatch(group -> group.ingress().isEmpty())) {
            return Fact.unknown(
                    Missing.SECURITY_GROUPS,
                    "the facts do not contain their inbound rules (%s)"
                            .formatted(world.provenance(Part.SECURITY_GROUPS)));
        }
        boolean isDecided = ranges.isEmpty()
                || (!subnets.isEmpty() && subnets.size() == subnetIds(world).size());
        return isDecided ? Fact.known(false) : vpc(world).flatMap(vpc -> isReached(vpc, ranges, world));
    }

    /** Returns the result if some subnets of the control plane's interfaces are unknown. These subnets are in a block of the VPC. */
    private static Fact<Boolean> isReached(Vpc vpc, CidrSet ranges, World world) {
        List<Ipv4Cidr> blocks = Stream.concat(
                        vpc.primaryCidr().stream(), vpc.associations().stream().map(Vpc.CidrAssociation::cidr))
                .toList();
        if (vpc.primaryCidr().filter(ranges::contains).isPresent()) {
            return Fact.known(true);
        }
        return ranges.overlaps(CidrSet.of(blocks))
                ? Fact.unknown(
                        Missing.OTHER,
                        "the groups allow only a part of the VPC (%s)"
                                .formatted(
                                        world.provenance(unknownSubnets(world).part())))
                : Fact.known(false);
    }

    /** Returns the facts that lack the subnets of the control plane's interfaces. */
    private static AwsFacts unknownSubnets(World world) {
        return subnetIds(world).isEmpty() ? AwsFacts.CLUSTER : AwsFacts.SUBNETS;
    }

    private static List<String> subnetIds(World world) {
        return world.eksCluster()
                .map(cluster -> cluster.controlPlane().subnetIds())
                .orElse(List.of());
    }

    /** Returns the known blocks of the subnets that contain the control plane's interfaces. */
    private static List<Ipv4Cidr> subnets(World world) {
        return subnetIds(world).stream()
                .flatMap(id -> world.subnet(id).orElse(Optional.empty()).stream())
                .flatMap(subnet -> subnet.cidr().stream())
                .toList();
    }

    private static List<Permission> rules(List<SecurityGroup> groups) {
        return groups.stream()
                .flatMap(group -> group.ingress().stream())
                .flatMap(List::stream)
                .toList();
    }

    /** Returns the cluster's VPC, whose primary block usually contains the control plane's interfaces. */
    private static Fact<Vpc> vpc(World world) {
        return world.clusterVpcId()
                .flatMap(world::vpc)
                .flatMap(vpc -> vpc.filter(known -> known.primaryCidr().isPresent())
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
                        "the allowed prefix list %s may contain the control plane".formatted(list),
                        fix,
                        Missing.OTHER))
                .orElseGet(() -> new Violation(
                        SecurityGroups.FIELD,
                        "%s traffic from the cluster's %s, so the API server cannot reach webhooks and metrics in pods"
                                .formatted(SecurityGroupsReach.blocking(groups), sources.get(0)),
                        fix));
    }
}
