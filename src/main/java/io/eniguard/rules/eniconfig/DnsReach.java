package io.eniguard.rules.eniconfig;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.EniConfig;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.net.CidrSet;
import io.eniguard.rules.AwsFacts;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Unknown;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.SecurityGroup;
import io.eniguard.vpc.SecurityGroup.Permission;
import io.eniguard.vpc.Subnet;
import io.eniguard.world.Fact.Missing;
import io.eniguard.world.World;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks that pods can reach the DNS servers of the cluster, which are pods too. Two pods on one node can always reach each other. A pod on
 * another node receives the query only if its security groups allow UDP port 53 from the first pod. Queries over TCP are rare, so a missing
 * rule for TCP is not reported.
 *
 * <p>The DNS servers may run on nodes of another ENIConfig. Nothing is reported if the groups of another ENIConfig allow the queries, if
 * these groups are unknown, or if a node exists that custom networking does not govern, such as a node of Fargate. Windows nodes do not
 * count, because DNS servers run on Linux. The rule also reports nothing if each node has its own DNS server in the host's network, because
 * pods ask this server, and this server asks the other DNS servers from the address of the node. Such a server may also exist if the
 * DaemonSets of the cluster could not be listed.
 */
record DnsReach(EniConfig config, List<SecurityGroup> groups) {

    private static final int DNS = 53;

    static final String QUESTION = "pods with these groups can reach DNS";

    DnsReach {
        groups = List.copyOf(groups);
    }

    List<Finding> check(World world) {
        Set<String> own = groups.stream().map(SecurityGroup::id).collect(Collectors.toCollection(TreeSet::new));
        if (groups.isEmpty()
                || world.cluster().hasDnsOnEveryNode()
                || world.incomplete().contains(ReviewedKind.DAEMON_SET)
                || groups.stream().anyMatch(group -> group.ingress().isEmpty())
                || letIn(groups, own, podSubnets(world))
                || mayRunElsewhere(own, world)) {
            return List.of();
        }
        return List.of(rules(groups)
                .flatMap(rule -> rule.prefixLists().stream())
                .min(Comparator.naturalOrder())
                .<Finding>map(list -> unknown("the allowed prefix list %s may contain pods".formatted(list)))
                .or(() -> rangesWithoutSubnet(world).map(reason -> unknown(reason, world)))
                .orElseGet(this::cutOff));
    }

    private static Stream<Permission> rules(Collection<SecurityGroup> groups) {
        return groups.stream()
                .flatMap(group -> group.ingress().stream())
                .flatMap(List::stream)
                .filter(rule -> rule.traffic().includesUdp(DNS));
    }

    private static boolean letIn(Collection<SecurityGroup> groups, Set<String> sources, CidrSet subnets) {
        return rules(groups)
                .anyMatch(rule -> !Collections.disjoint(rule.groups(), sources)
                        || rule.ranges().contains(ControlPlaneReach.EVERYWHERE)
                        || rule.ranges().overlaps(subnets));
    }

    /** Returns the known blocks of the subnets of this ENIConfig and of the stored ENIConfigs. */
    private CidrSet podSubnets(World world) {
        return CidrSet.of(Stream.concat(config.subnetId().stream(), world.cluster().podSubnetIds().stream())
                .distinct()
                .flatMap(id -> world.subnet(id).orElse(Optional.empty()).stream())
                .map(Subnet::cidr)
                .flatMap(Optional::stream)
                .toList());
    }

    /** Returns whether the DNS servers may run where this ENIConfig's groups do not matter. */
    private boolean mayRunElsewhere(Set<String> own, World world) {
        CidrSet subnet = config.subnetId()
                .flatMap(id -> world.subnet(id).orElse(Optional.empty()))
                .flatMap(Subnet::cidr)
                .map(CidrSet::of)
                .orElse(CidrSet.EMPTY);
        List<String> stored = world.cluster()
                .eniConfig(config.name())
                .map(EniConfig::securityGroupIds)
                .orElse(List.of());
        boolean isStored = world.cluster().eniConfig(config.name()).isPresent();
        return world.cluster().podGroups().entrySet().stream()
                        .filter(entry -> !isStored
                                || entry.getValue() > 1
                                || !entry.getKey().equals(stored))
                        .map(entry -> groupsOf(entry.getKey(), world))
                        .anyMatch(others -> others.isEmpty() || letIn(others, own, subnet))
                || world.cluster().nodes().stream().anyMatch(node -> !node.isGoverned() && !isWindows(node));
    }

    private static boolean isWindows(ClusterNode node) {
        return node.label("kubernetes.io/os").filter("windows"::equals).isPresent();
    }

    /** Returns the groups of an ENIConfig; an empty list if it names no groups, or if the rules of one of them are unknown. */
    private static List<SecurityGroup> groupsOf(List<String> ids, World world) {
        List<SecurityGroup> groups = new ArrayList<>();
        for (String id : ids) {
            Optional<SecurityGroup> group = world.securityGroup(id).orElse(Optional.empty());
            if (group.flatMap(SecurityGroup::ingress).isEmpty()) {
                return List.of();
            }
            group.ifPresent(groups::add);
        }
        return groups;
    }

    /** Returns why it is unknown whether a range of a rule contains the pods; empty if no rule has a range or the subnet is known. */
    private Optional<String> rangesWithoutSubnet(World world) {
        boolean isSubnetKnown = config.subnetId()
                .flatMap(id -> world.subnet(id).orElse(Optional.empty()))
                .flatMap(Subnet::cidr)
                .isPresent();
        return isSubnetKnown || rules(groups).allMatch(rule -> rule.ranges().isEmpty())
                ? Optional.empty()
                : Optional.of("the block of the pod subnet is unknown (%s)".formatted(world.provenance(Part.SUBNETS)));
    }

    private static Finding unknown(String reason, World world) {
        return new Unknown(
                SecurityGroups.FIELD,
                "unknown whether " + QUESTION,
                reason,
                AwsFacts.SUBNETS.wanted(world),
                Missing.SUBNET);
    }

    private Finding unknown(String reason) {
        return new Unknown(SecurityGroups.FIELD, "unknown whether " + QUESTION, reason, fix(), Missing.OTHER);
    }

    private Finding cutOff() {
        return new Violation(
                SecurityGroups.FIELD,
                "%s UDP port %d from pods of the ENIConfig, so pods cannot reach DNS on other nodes"
                        .formatted(SecurityGroupsReach.blocking(groups), DNS),
                fix());
    }

    private String fix() {
        return "add rules to %s that allow UDP and TCP port %d from the group itself"
                .formatted(groups.get(0).id(), DNS);
    }
}
