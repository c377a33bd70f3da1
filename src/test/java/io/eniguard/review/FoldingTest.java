package io.eniguard.review;

import static io.eniguard.review.Manifests.eniConfig;
import static io.eniguard.review.Manifests.world;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.policy.Action;
import io.eniguard.rules.Finding.Unknown;
import io.eniguard.world.Fact.Missing;
import io.eniguard.world.World;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Tests that a missing fact is reported only once, by the rule that checks the fact. */
class FoldingTest {

    private static final String SUBNET = "subnet-0a1b2c3d4e5f60718";
    private static final String GROUP = "sg-0123456789abcdef0";
    private static final String SUBNETS = "Subnets: [{SubnetId: %s, VpcId: vpc-1, CidrBlock: 100.64.0.0/19, "
            + "AvailabilityZone: us-west-2a, State: available, AvailableIpAddressCount: 8000}]\n";

    private static Verdict review(World world) {
        return new Reviewer()
                .validate(
                        ReviewRequest.create(
                                eniConfig("us-west-2a", "{subnet: %s, securityGroups: [%s]}".formatted(SUBNET, GROUP))),
                        world);
    }

    private static List<String> rules(Verdict verdict) {
        return verdict.findings().stream().map(Judged::rule).toList();
    }

    private static String message(Verdict verdict, String rule) {
        Map<String, String> messages = verdict.findings().stream()
                .collect(Collectors.toMap(
                        Judged::rule, judged -> judged.finding().message()));
        return messages.getOrDefault(rule, "");
    }

    @Test
    void withoutAnyFactsTwoRulesReportTheMissingOnes() {
        Verdict verdict = review(world(""));
        assertEquals(List.of("security-groups", "subnet-exists"), rules(verdict));
        assertTrue(verdict.findings().stream().allMatch(judged -> judged.finding() instanceof Unknown));
    }

    @Test
    void aFindingNamesTheOtherRulesThatCouldNotJudge() {
        String message = message(review(world("")), "subnet-exists");
        assertTrue(message.endsWith("; not judged: fleet-capacity, subnet-capacity, subnet-cidr and 8 more"), message);
    }

    @Test
    void aSubnetThatDoesNotExistIsOneFinding() {
        Verdict verdict = review(world("Subnets: []\nSecurityGroups: [{GroupId: " + GROUP + "}]\n"));
        assertEquals(List.of("subnet-exists"), rules(verdict));
        assertTrue(verdict.isDenied());
    }

    @Test
    void oldFactsAreOneFinding() {
        String vpc = "Snapshot: {asOf: \"2025-12-31T12:00:00Z\", vpcId: vpc-1}\n" + SUBNETS.formatted(SUBNET)
                + "SecurityGroups: [{GroupId: " + GROUP + ", VpcId: vpc-1}]\n";
        Verdict verdict = review(world(vpc));
        assertEquals(List.of("subnet-capacity"), rules(verdict));
        assertTrue(
                message(verdict, "subnet-capacity").endsWith("not judged: subnet-state, subnet-tags"),
                () -> message(verdict, "subnet-capacity"));
    }

    @Test
    void missingGroupsAreOneFinding() {
        String vpc = "cluster: {resourcesVpcConfig: {vpcId: vpc-1, clusterSecurityGroupId: sg-00000000000000001}}\n"
                + "Vpcs: [{VpcId: vpc-1, CidrBlock: 10.0.0.0/16, CidrBlockAssociationSet: [{CidrBlock: 100.64.0.0/16, "
                + "CidrBlockState: {State: associated}}]}]\n" + SUBNETS.formatted(SUBNET);
        Verdict verdict = review(world(vpc));
        assertEquals(List.of("security-groups"), rules(verdict));
        assertTrue(message(verdict, "security-groups").endsWith("; not judged: security-groups-reach"));
    }

    /**
     * The rule that keeps its finding would show it only in reports, but another rule would warn, so the remaining finding is a warning.
     */
    @Test
    void theStrictestConsequenceStays() {
        List<Judged> folded = Folding.fold(List.of(
                unknown("subnet-exists", Action.AUDIT),
                unknown("subnet-cidr", Action.WARN),
                unknown("x", Action.AUDIT)));
        assertEquals(1, folded.size());
        assertEquals("subnet-exists", folded.get(0).rule());
        assertEquals(Action.WARN, folded.get(0).action());
        assertEquals(
                "unknown whether it exists: no facts; not judged: subnet-cidr, x",
                folded.get(0).finding().message());
    }

    private static Judged unknown(String rule, Action action) {
        return new Judged(
                rule,
                new Consequence(action),
                new Unknown("spec.subnet", "unknown whether it exists", "no facts", "look", Missing.SUBNET, action));
    }

    @Test
    void aViolationIsNeverFolded() {
        String vpc = "Snapshot: {asOf: \"2025-12-31T12:00:00Z\", vpcId: vpc-1}\n"
                + SUBNETS.formatted(SUBNET).replace("100.64.0.0/19", "10.0.0.0/19");
        Verdict verdict = review(world(vpc));
        assertTrue(rules(verdict).contains("subnet-cidr"), () -> rules(verdict).toString());
        assertTrue(verdict.isDenied());
    }
}
