package io.eniguard.rules.eniconfig;

import static io.eniguard.rules.Action.DENY;

import io.eniguard.cluster.EniConfig;
import io.eniguard.rules.About;
import io.eniguard.rules.AwsFacts;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding.Unknown;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Given;
import io.eniguard.rules.Rule;
import io.eniguard.text.NameList;
import io.eniguard.text.NearNames;
import io.eniguard.text.PlainText;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.SecurityGroup.VpcAssociation;
import io.eniguard.vpc.SecurityGroup;
import io.eniguard.world.Fact.Missing;
import io.eniguard.world.Fact;
import io.eniguard.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Knows whether an interface in the subnet can carry the groups. Reads the groups' VPC, which never changes, their associations, which
 * do, and the account's quota. While nothing is known of the groups, this rule says so for all that judge them.
 */
public final class SecurityGroups implements Rule<EniConfig> {

    static final String FIELD = "spec.securityGroups";

    private static final About ABOUT = About.of("security-groups", DENY)
            .says("The security groups exist, belong to the subnet's VPC, and are no more than an interface can carry")
            .because("""
                    EC2 refuses to make an interface with a group that is unknown or of another VPC, or with too many of them:
                    the node gets no addresses for pods.
                    """)
            .source("https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html");

    private static final String ASSOCIATED = "associated";

    @Override
    public About about() {
        return ABOUT;
    }

    @Override
    public List<Object> reads(EniConfig object, World world) {
        return List.of(object.subnetId(), object.securityGroupIds());
    }

    @Override
    public List<Finding> check(Change<EniConfig> change, World world) {
        EniConfig config = change.object();
        List<String> ids = config.securityGroupIds();
        List<Finding> findings = new ArrayList<>();
        findings.addAll(tooMany(ids, world));
        findings.addAll(unknown(ids, world));
        findings.addAll(absent(ids, world));
        findings.addAll(foreign(present(ids, world), config, world));
        return findings;
    }

    private static List<Finding> tooMany(List<String> ids, World world) {
        int quota = world.parameters().securityGroupsPerInterface();
        return ids.size() <= quota
                ? List.of()
                : List.of(new Violation(
                        FIELD,
                        "%d security groups, but an interface carries at most %d".formatted(ids.size(), quota),
                        "leave %d out, or raise the quota and set --security-groups-per-eni"
                                .formatted(ids.size() - quota)));
    }

    private static List<Finding> unknown(List<String> ids, World world) {
        List<String> unknown =
                ids.stream().filter(id -> !world.securityGroup(id).isKnown()).toList();
        return unknown.isEmpty()
                ? List.of()
                : Given.given(
                        world.securityGroup(unknown.get(0)),
                        FIELD,
                        NameList.of(unknown, 24) + (unknown.size() == 1 ? " exists" : " exist"),
                        AwsFacts.SECURITY_GROUPS.wanted(world),
                        known -> List.of());
    }

    private static List<SecurityGroup> present(List<String> ids, World world) {
        return ids.stream()
                .flatMap(id -> world.securityGroup(id).orElse(Optional.empty()).stream())
                .toList();
    }

    private static List<Finding> absent(List<String> ids, World world) {
        List<String> absent = ids.stream()
                .filter(id -> world.securityGroup(id).map(Optional::isEmpty).orElse(false))
                .toList();
        if (absent.isEmpty()) {
            return List.of();
        }
        var all = world.vpc().securityGroups().orElseThrow().keySet();
        String fix = NearNames.only(absent.get(0), all)
                .filter(near -> absent.size() == 1)
                .map(near -> "check the id; did you mean " + near + "?")
                .orElse("check the " + (absent.size() == 1 ? "id" : "ids") + ", the account and the region");
        return List.of(new Violation(
                FIELD,
                "%s (%s)"
                        .formatted(
                                AbsentIds.notAmong(absent, all.size(), "security group"),
                                world.provenance(Part.SECURITY_GROUPS)),
                fix));
    }

    /** Whether those that exist can be used in the subnet's VPC. */
    private static List<Finding> foreign(List<SecurityGroup> groups, EniConfig config, World world) {
        return groups.isEmpty()
                ? List.of()
                : NamedSubnet.check(
                        config,
                        world,
                        "the groups are of its VPC",
                        subnet -> subnet.vpcId().stream()
                                .flatMap(vpc -> groups.stream()
                                        .filter(group -> !group.vpcId().equals(Optional.of(vpc)))
                                        .flatMap(group -> foreign(group, vpc, world).stream()))
                                .toList());
    }

    private static List<Finding> foreign(SecurityGroup group, String vpc, World world) {
        String question = "%s may be used in %s".formatted(group.id(), vpc);
        if (group.vpcId().isEmpty()) {
            return List.of(unknown(
                    question, "the facts lack its VPC (" + world.provenance(Part.SECURITY_GROUPS) + ")", world));
        }
        return Given.given(
                association(group, vpc, world),
                FIELD,
                question,
                AwsFacts.GROUP_ASSOCIATIONS.wanted(world),
                association -> association
                                .map(VpcAssociation::state)
                                .filter(ASSOCIATED::equals)
                                .isPresent()
                        ? List.of()
                        : List.of(foreign(group, vpc, association)));
    }

    private static Fact<Optional<VpcAssociation>> association(SecurityGroup group, String vpc, World world) {
        return world.vpc()
                .groupAssociations()
                .map(all -> world.ifFresh(
                        all.stream()
                                .filter(association -> association.groupId().equals(group.id())
                                        && association.vpcId().equals(vpc))
                                .findFirst(),
                        Missing.SECURITY_GROUPS,
                        Part.GROUP_ASSOCIATIONS))
                .orElseGet(() -> Fact.unknown(
                        Missing.SECURITY_GROUPS,
                        "it is of %s, and its associations are not known%s"
                                .formatted(
                                        group.vpcId().orElse(""),
                                        world.vpc()
                                                .trouble(Part.GROUP_ASSOCIATIONS)
                                                .map(why -> ": " + why)
                                                .orElse(""))));
    }

    private static Finding foreign(SecurityGroup group, String vpc, Optional<VpcAssociation> association) {
        String how = association
                .map(other -> "its association with %s is %s".formatted(vpc, PlainText.cut(other.state(), 25)))
                .orElse("not associated with " + vpc);
        return new Violation(
                FIELD,
                "%s is of %s and %s".formatted(group.id(), group.vpcId().orElse("another VPC"), how),
                (association.filter(VpcAssociation::isUnderWay).isPresent()
                        ? "wait until it is associated, or name a group of " + vpc
                        : "name a group of " + vpc + ", or associate this one with it"));
    }

    private static Finding unknown(String question, String reason, World world) {
        return new Unknown(
                FIELD,
                "unknown whether " + question + ": " + reason,
                AwsFacts.SECURITY_GROUPS.wanted(world),
                Missing.SECURITY_GROUPS);
    }
}
