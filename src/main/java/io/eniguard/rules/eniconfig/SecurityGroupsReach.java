package io.eniguard.rules.eniconfig;

import static io.eniguard.policy.Action.WARN;

import io.eniguard.cluster.EniConfig;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.net.CidrSet;
import io.eniguard.rules.About;
import io.eniguard.rules.AwsFacts;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Given;
import io.eniguard.rules.Rule;
import io.eniguard.vpc.EksCluster;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.SecurityGroup;
import io.eniguard.vpc.SecurityGroup.Permission;
import io.eniguard.world.Fact;
import io.eniguard.world.Fact.Missing;
import io.eniguard.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Checks that the API server can reach pods, that pods can reach DNS on other nodes, and that traffic can leave pods. The rule reads the
 * rules of the security groups, which can change, and the security groups of the control plane. The rule reports nothing if the ENIConfig
 * names no groups, because pods then have the groups of the node.
 */
public final class SecurityGroupsReach implements Rule<EniConfig> {

    private static final About ABOUT = About.of("security-groups-reach", WARN)
            .says(
                    "The security groups allow traffic from the control plane, DNS between pods, and traffic that leaves pods")
            .because("""
                    The security groups of an ENIConfig replace those of the node. If none of them allows traffic from the control
                    plane, the API server cannot reach webhooks and metrics in pods, and every request that needs such a webhook
                    fails. If none of them allows UDP port 53 from the pods, only pods on the same node as a DNS server can resolve
                    names. The security group of the cluster meets both requirements.
                    """)
            .source("https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html");

    // Destinations that no packet can reach. Tools use them for groups without outbound traffic, because EC2 otherwise
    // adds a rule that allows all: aws-cdk, packages/aws-cdk-lib/aws-ec2/lib/security-group.ts, MATCH_NO_TRAFFIC.
    private static final CidrSet NOWHERE = CidrSet.of("127.0.0.0/8", "255.255.255.255/32");

    @Override
    public About about() {
        return ABOUT;
    }

    /** Returns the kinds of objects that can show that DNS servers run where the groups of the ENIConfig do not apply. */
    @Override
    public Set<ReviewedKind> concludesFromAbsenceOf() {
        return Set.of(ReviewedKind.ENI_CONFIG, ReviewedKind.NODE, ReviewedKind.DAEMON_SET);
    }

    @Override
    public List<Object> reads(EniConfig object, World world) {
        return List.of(object.securityGroupIds(), object.subnetId());
    }

    @Override
    public List<Finding> check(Change<EniConfig> change, World world) {
        EniConfig config = change.object();
        List<String> ids = config.securityGroupIds();
        if (ids.isEmpty()) {
            return List.of();
        }
        Fact<List<SecurityGroup>> groups = groups(ids, world);
        Fact<List<SecurityGroup>> fresh =
                groups.flatMap(known -> world.ifFresh(known, Missing.SECURITY_GROUPS, Part.SECURITY_GROUPS));
        if (containClusterGroup(ids, world)) {
            return closed(fresh.orElse(List.of()));
        }
        ControlPlaneReach controlPlane = ControlPlaneReach.in(world);
        // If the control plane's groups are unknown, old facts are reported only if they would lead to a finding.
        return controlPlane.isUnknown()
                        && judge(config, groups.orElse(List.of()), controlPlane, world)
                                .isEmpty()
                ? List.of()
                : Given.given(
                        fresh,
                        SecurityGroups.FIELD,
                        controlPlane.isUnknown() ? DnsReach.QUESTION : ControlPlaneReach.QUESTION,
                        AwsFacts.SECURITY_GROUPS.wanted(world),
                        known -> judge(config, known, controlPlane, world));
    }

    private static List<Finding> judge(
            EniConfig config, List<SecurityGroup> groups, ControlPlaneReach controlPlane, World world) {
        List<Finding> findings = new ArrayList<>(controlPlane.check(groups, world));
        boolean isFirst = findings.isEmpty();
        new DnsReach(config, groups)
                .check(world).stream()
                        // The same fact is often missing for both checks. It is reported once.
                        .filter(finding -> isFirst || finding instanceof Violation)
                        .forEach(findings::add);
        findings.addAll(closed(groups));
        return findings;
    }

    private static boolean containClusterGroup(List<String> ids, World world) {
        return world.eksCluster()
                .flatMap(EksCluster::clusterSecurityGroupId)
                .filter(ids::contains)
                .isPresent();
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
        return Fact.known(groups.size() < ids.size() ? List.of() : groups);
    }

    /** Reports groups whose outbound rules are known and allow no traffic. */
    private static List<Finding> closed(List<SecurityGroup> groups) {
        boolean isOpen = groups.stream()
                .anyMatch(group -> group.egress()
                        .map(rules -> rules.stream().anyMatch(SecurityGroupsReach::letsOut))
                        .orElse(true));
        return groups.isEmpty() || isOpen
                ? List.of()
                : List.of(new Violation(
                        SecurityGroups.FIELD,
                        "%s outbound traffic, so pods reach neither DNS nor the API server".formatted(blocking(groups)),
                        "add an outbound rule to %s, such as all traffic to 0.0.0.0/0"
                                .formatted(groups.get(0).id())));
    }

    private static boolean letsOut(Permission rule) {
        return !rule.groups().isEmpty()
                || !rule.prefixLists().isEmpty()
                || !rule.ranges().blocks().stream().allMatch(NOWHERE::contains);
    }

    /** Returns a text such as {@code sg-0123… does not allow} or {@code none of the 3 groups allows}. */
    static String blocking(List<SecurityGroup> groups) {
        return groups.size() == 1
                ? groups.get(0).id() + " does not allow"
                : "none of the " + groups.size() + " groups allows";
    }
}
