package io.eniguard.rules.eniconfig;

import static io.eniguard.policy.Action.DENY;

import io.eniguard.cluster.EniConfig;
import io.eniguard.policy.Parameter;
import io.eniguard.rules.About;
import io.eniguard.rules.AwsFacts;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Unknown;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Given;
import io.eniguard.rules.Rule;
import io.eniguard.rules.shared.SettingPlace;
import io.eniguard.text.NameList;
import io.eniguard.text.NearNames;
import io.eniguard.text.PlainText;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.SecurityGroup;
import io.eniguard.vpc.SecurityGroup.VpcAssociation;
import io.eniguard.world.Fact.Missing;
import io.eniguard.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks that an interface in the subnet can have the security groups. The rule reads the VPCs of the groups, which never change, the
 * associations of the groups with other VPCs, which can change, and the quota of the account. If the groups are unknown, the reviewer keeps
 * the finding of this rule and drops those of the other rules that check the groups.
 */
public final class SecurityGroups implements Rule<EniConfig> {

    static final String FIELD = "spec.securityGroups";

    private static final About ABOUT = About.of("security-groups", DENY)
            .says(
                    "The security groups exist, can be used in the subnet's VPC, and do not exceed the quota of an interface")
            .because("""
                    EC2 does not create an interface with a group that does not exist or belongs to another VPC, or with too many
                    groups. The node then gets no addresses for pods.
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
                        "%d security groups, but an interface can have at most %d".formatted(ids.size(), quota),
                        "remove %d, or raise the quota and set %s"
                                .formatted(
                                        ids.size() - quota,
                                        SettingPlace.of(Parameter.MAXIMUM, "--security-groups-per-eni", world))));
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

    /** Reports existing groups that cannot be used in the VPC of the subnet. */
    private static List<Finding> foreign(List<SecurityGroup> groups, EniConfig config, World world) {
        return groups.isEmpty()
                ? List.of()
                : NamedSubnet.check(
                        config,
                        world,
                        "the groups can be used in the VPC of %s",
                        subnet -> subnet.vpcId().stream()
                                .flatMap(vpc -> groups.stream()
                                        .filter(group -> !group.vpcId().equals(Optional.of(vpc)))
                                        .flatMap(group -> foreign(group, vpc, world).stream()))
                                .toList());
    }

    private static List<Finding> foreign(SecurityGroup group, String vpc, World world) {
        String question = group.id() + " can be used in " + vpc;
        if (group.vpcId().isEmpty()) {
            return List.of(unknown(
                    question,
                    "the facts do not contain its VPC (" + world.provenance(Part.SECURITY_GROUPS) + ")",
                    AwsFacts.SECURITY_GROUPS,
                    world));
        }
        String home = group.vpcId().get();
        Optional<List<VpcAssociation>> associations = world.vpc().groupAssociations();
        if (associations.isEmpty()) {
            return List.of(unknown(
                    "%s of %s can be used in %s".formatted(group.id(), home, vpc),
                    "its associations are unknown"
                            + world.vpc()
                                    .trouble(Part.GROUP_ASSOCIATIONS)
                                    .map(why -> ": " + why)
                                    .orElse(""),
                    AwsFacts.GROUP_ASSOCIATIONS,
                    world));
        }
        Optional<VpcAssociation> association = associations.get().stream()
                .filter(other ->
                        other.groupId().equals(group.id()) && other.vpcId().equals(vpc))
                .findFirst();
        return Given.given(
                world.ifFresh(association, Missing.SECURITY_GROUPS, Part.GROUP_ASSOCIATIONS),
                FIELD,
                question,
                AwsFacts.GROUP_ASSOCIATIONS.wanted(world),
                known -> known.map(VpcAssociation::state)
                                .filter(ASSOCIATED::equals)
                                .isPresent()
                        ? List.of()
                        : List.of(foreign(group.id(), home, vpc, known)));
    }

    private static Finding foreign(String group, String home, String vpc, Optional<VpcAssociation> association) {
        String state = association
                .map(other -> ", and its association with %s has the state %s"
                        .formatted(vpc, PlainText.cut(other.state(), 25)))
                .orElse(" and is not associated with " + vpc);
        return new Violation(
                FIELD,
                "%s belongs to %s%s".formatted(group, home, state),
                association.filter(VpcAssociation::isUnderWay).isPresent()
                        ? "wait until it is associated, or name a group of " + vpc
                        : "name a group of " + vpc + ", or associate this group with that VPC");
    }

    private static Finding unknown(String question, String reason, AwsFacts wanted, World world) {
        return new Unknown(FIELD, "unknown whether " + question, reason, wanted.wanted(world), Missing.SECURITY_GROUPS);
    }
}
