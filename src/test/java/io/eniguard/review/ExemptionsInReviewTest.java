package io.eniguard.review;

import static io.eniguard.review.Manifests.AWS_NODE;
import static io.eniguard.review.Manifests.eniConfig;
import static io.eniguard.review.Manifests.node;
import static io.eniguard.review.Manifests.world;
import static io.eniguard.review.Manifests.yaml;
import static io.eniguard.review.PolicyWorlds.GOOD;
import static io.eniguard.review.PolicyWorlds.VPC;
import static io.eniguard.review.PolicyWorlds.WRONG;
import static io.eniguard.review.PolicyWorlds.judge;
import static io.eniguard.review.PolicyWorlds.spec;
import static io.eniguard.review.PolicyWorlds.worldAt;
import static io.eniguard.review.PolicyWorlds.worldWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.policy.Operation;
import io.eniguard.policy.Parameters;
import io.eniguard.policy.Point;
import io.eniguard.policy.Requester;
import io.eniguard.tree.Tree;
import io.eniguard.world.World;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests the effect of exemptions on reviews. */
class ExemptionsInReviewTest {

    private static String exemption(String until) {
        return "{exemptions: [{rules: [subnet-cidr], match: {selector: {matchLabels: {tier: prod}}},"
                + " reason: rebuild, owner: net-team, until: '%s'}]}".formatted(until);
    }

    @ParameterizedTest
    @EnumSource(Point.class)
    void anExemptionAppliesAtEachPointUntilItsEnd(Point point) {
        String policy = exemption("2026-01-31");
        World last = worldAt(Instant.parse("2026-01-31T23:59:59Z"), policy);
        World after = worldAt(Instant.parse("2026-02-01T00:00:00Z"), policy);
        assertEquals(List.of("subnet-cidr audit"), judge(ReviewRequest.create(WRONG), last, point));
        assertEquals(List.of("subnet-cidr deny"), judge(ReviewRequest.create(WRONG), after, point));
    }

    @Test
    void anExemptionShowsItsPolicyReasonOwnerAndEnd() {
        Judged judged = new Reviewer()
                .validate(ReviewRequest.create(WRONG), worldWith(exemption("2026-01-31")))
                .findings()
                .get(0);
        var exempted = judged.consequence().exempted().orElseThrow();
        assertEquals(
                List.of("policy-0", "rebuild", "net-team", "2026-01-31"),
                List.of(
                        exempted.policy(),
                        exempted.reason(),
                        exempted.owner(),
                        exempted.until().text()));
    }

    @Test
    void noLabelChangeBringsAboutAnExemption() {
        Tree unlabelled = eniConfig("us-west-2a", spec(GOOD));
        ReviewRequest change = new ReviewRequest(Operation.UPDATE, WRONG, unlabelled, Requester.PERSON);
        assertEquals(List.of("subnet-cidr deny"), judge(change, worldWith(exemption("2026-01-31")), Point.ADMISSION));
    }

    @Test
    void anExemptedEniConfigMayServeNodes() {
        World world = worldAt(Manifests.NOW, exemption("2026-01-31"));
        World stored = new World(
                        world.vpc(), world(VPC, yaml(AWS_NODE), WRONG).cluster(), Parameters.DEFAULTS, world.now())
                .withPolicies(world.policies());
        Tree node = yaml("""
                apiVersion: v1
                kind: Node
                metadata: {name: ip-10-0-0-1}
                spec: {providerID: "aws:///us-west-2a/i-0123456789abcdef0"}
                """);
        ReviewRequest creation = ReviewRequest.create(node);
        assertFalse(new Reviewer().mutate(creation, stored).patch().isEmpty());
        World over = new World(
                        stored.vpc(), stored.cluster(), Parameters.DEFAULTS, Instant.parse("2026-03-01T00:00:00Z"))
                .withPolicies(world.policies());
        assertTrue(new Reviewer().mutate(creation, over).patch().isEmpty());
    }

    @Test
    void anExemptedUnknownKeepsItsExemption() {
        World policies =
                worldWith("{exemptions: [{rules: [subnet-exists], reason: r, owner: o, until: '2026-01-31'}]}");
        World ignorant = new World(world("").vpc(), policies.cluster(), policies.parameters(), policies.now())
                .withPolicies(policies.policies());
        List<Judged> findings =
                new Reviewer().validate(ReviewRequest.create(WRONG), ignorant).findings();
        assertTrue(findings.stream()
                .anyMatch(judged -> judged.rule().equals("subnet-exists")
                        && judged.consequence().exempted().isPresent()));
        assertTrue(findings.stream()
                .anyMatch(judged -> !judged.rule().equals("subnet-exists")
                        && judged.action().word().equals("warn")));
    }
}
