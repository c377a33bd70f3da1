package io.eniguard.rules.eniconfig;

import static io.eniguard.rules.Action.WARN;

import io.eniguard.cluster.EniConfig;
import io.eniguard.net.Ipv4Cidr;
import io.eniguard.rules.About;
import io.eniguard.rules.AwsFacts;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Unknown;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Given;
import io.eniguard.rules.Rule;
import io.eniguard.vpc.EksCluster;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.SecurityGroup;
import io.eniguard.vpc.SecurityGroup.Ingress;
import io.eniguard.vpc.Vpc;
import io.eniguard.world.Fact;
import io.eniguard.world.Fact.Missing;
import io.eniguard.world.World;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Checks that the API server can reach pods. The rule reads the inbound rules of the security groups, which can change, and the cluster's
 * security group. The rule reports nothing if the ENIConfig names no groups, because pods then have the groups of the node. It also reports
 * nothing if the cluster's security group is unknown.
 */
public final class SecurityGroupsReach implements Rule<EniConfig> {

    private static final About ABOUT = About.of("security-groups-reach", WARN)
            .says("The security groups contain the cluster's security group, or one of them allows traffic from it")
            .because("""
                    The security groups of an ENIConfig replace those of the node. If none of them allows traffic from the control
                    plane, the API server cannot reach webhooks and metrics in pods, and every request that needs such a webhook
                    fails.
                    """)
            .source("https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html");

    private static final String QUESTION = "the API server can reach pods with these groups";

    private static final Ipv4Cidr EVERYWHERE = Ipv4Cidr.parse("0.0.0.0/0");

    @Override
    public About about() {
        return ABOUT;
    }

    @Override
    public List<String> reads(EniConfig object, World world) {
        return object.securityGroupIds();
    }

    @Override
    public List<Finding> check(Change<EniConfig> change, World world) {
        List<String> ids = change.object().securityGroupIds();
        return world.eksCluster()
                .flatMap(EksCluster::clusterSecurityGroupId)
                .filter(cluster -> !ids.isEmpty() && !ids.contains(cluster))
                .map(cluster -> given(
                        groups(ids, world),
                        AwsFacts.SECURITY_GROUPS.wanted(world),
                        groups -> given(
                                areReached(groups, cluster, world),
                                world.clusterVpcId().isKnown() ? AwsFacts.VPC.wanted(world) : SubnetVpc.SET_VPC_ID,
                                reached -> reached ? List.of() : List.of(cutOff(ids, groups, cluster)))))
                .orElse(List.of());
    }

    private static <V> List<Finding> given(Fact<V> fact, String fix, Function<V, List<Finding>> then) {
        return Given.given(fact, SecurityGroups.FIELD, QUESTION, fix, then);
    }

    /**
     * Returns all groups. Returns an empty list if a group does not exist, because the rule {@code security-groups} reports the missing
     * group.
     */
    private static Fact<List<SecurityGroup>> groups(List<String> ids, World world) {
        List<SecurityGroup> groups = new ArrayList<>();
        for (String id : ids) {
            Fact<Optional<SecurityGroup>> group = world.securityGroup(id);
            if (!group.isKnown()) {
                return group.map(none -> List.of());
            }
            group.orElse(Optional.empty()).ifPresent(groups::add);
        }
        return groups.size() < ids.size()
                ? Fact.known(List.of())
                : world.ifFresh(List.copyOf(groups), Missing.SECURITY_GROUPS, Part.SECURITY_GROUPS);
    }

    private static Fact<Boolean> areReached(List<SecurityGroup> groups, String cluster, World world) {
        List<Ingress> rules = rules(groups);
        if (groups.isEmpty()
                || rules.stream()
                        .anyMatch(rule ->
                                rule.groups().contains(cluster) || rule.ranges().contains(EVERYWHERE))) {
            return Fact.known(true);
        }
        return rules.stream().allMatch(rule -> rule.ranges().isEmpty())
                ? Fact.known(false)
                : primaryBlock(world)
                        .map(block ->
                                rules.stream().anyMatch(rule -> rule.ranges().contains(block)));
    }

    private static List<Ingress> rules(List<SecurityGroup> groups) {
        return groups.stream().flatMap(group -> group.ingress().stream()).toList();
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

    private static Finding cutOff(List<String> ids, List<SecurityGroup> groups, String cluster) {
        String fix = "add %s, or a rule that allows traffic from it".formatted(cluster);
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
                                .formatted(blocking(ids), cluster),
                        fix));
    }

    private static String blocking(List<String> ids) {
        return ids.size() == 1 ? ids.get(0) + " does not allow" : "none of the " + ids.size() + " groups allows";
    }
}
