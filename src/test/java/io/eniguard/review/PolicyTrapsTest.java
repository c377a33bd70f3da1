package io.eniguard.review;

import static io.eniguard.review.Manifests.eniConfig;
import static io.eniguard.review.PolicyWorlds.GOOD;
import static io.eniguard.review.PolicyWorlds.PRIVATE;
import static io.eniguard.review.PolicyWorlds.WRONG;
import static io.eniguard.review.PolicyWorlds.judge;
import static io.eniguard.review.PolicyWorlds.spec;
import static io.eniguard.review.PolicyWorlds.worldWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.policy.Operation;
import io.eniguard.policy.Point;
import io.eniguard.policy.Requester;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.tree.Tree;
import io.eniguard.world.World;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests mistakes that other policy engines made with exemptions and expressions. Each test is named after the mistake. */
class PolicyTrapsTest {

    private static String exemption(String rule, String name) {
        return "{rules: [%s], match: {names: [%s]}, reason: r, owner: o, until: '2026-01-31'}".formatted(rule, name);
    }

    /** Kyverno, GHSA-gg4x-fgg2-h9w9. */
    @Test
    void twoExemptionsTogetherAreNoWiderThanEachAlone() {
        World world = worldWith(
                "{exemptions: [%s, %s]}"
                        .formatted(exemption("subnet-cidr", "us-west-2b"), exemption("subnet-zone", "us-west-2a")),
                "{exemptions: [%s]}".formatted(exemption("security-groups", "us-west-2a")));

        assertEquals(List.of("subnet-cidr deny"), judge(WRONG, world));
    }

    /** Kyverno, CVE-2023-34091: finalizers can keep a deleted object for any length of time, and it still serves nodes. */
    @ParameterizedTest
    @EnumSource(Point.class)
    void anObjectThatIsBeingDeletedIsNotSkipped(Point point) {
        World world = worldWith("""
                {rules: [{id: subnet-cidr, action: Deny}],
                custom: [{id: owned, action: Deny, match: {kinds: [ENIConfig]}, expression: "false", message: no}]}
                """);
        String deleted = "deletionTimestamp: '2026-01-01T00:00:00Z', finalizers: [a/b]";
        Tree before = eniConfig("us-west-2a", deleted, spec(GOOD));
        Tree after = eniConfig("us-west-2a", deleted, spec(PRIVATE));

        List<String> denials = List.of("owned deny", "subnet-cidr deny");
        ReviewRequest change = new ReviewRequest(Operation.UPDATE, after, before, Requester.PERSON);
        assertEquals(denials, judge(change, world, point));
        assertEquals(denials, judge(ReviewRequest.existing(after), world, point));
    }

    /** Kyverno issues 16952 and 14410: "no such key: containers" was an error although the object was exempt. */
    @ParameterizedTest
    @EnumSource(Point.class)
    void anExemptionHoldsAlthoughTheExpressionDoesNotFitTheObject(Point point) {
        World world = worldWith("""
                {custom: [{id: fits, action: Deny, onError: Deny, match: {kinds: [ENIConfig]}, message: no,
                expression: "object.spec.containers.size() == 1"}], exemptions: [%s]}
                """.formatted(exemption("fits", "us-west-2b")));
        Tree object = eniConfig("us-west-2b", spec(GOOD));
        List<Judged> findings = new Reviewer()
                .at(point)
                .validate(ReviewRequest.create(object), world)
                .findings();

        assertEquals(List.of("fits"), findings.stream().map(Judged::rule).toList());
        assertTrue(findings.get(0).consequence().exempted().isPresent());
    }

    /** Kyverno issues 6675 and 6979: nobody could see which exemptions were still needed. */
    @Test
    void anExemptionDoesNotHideWhetherTheObjectWouldPass() {
        World world = worldWith("{exemptions: [%s]}".formatted(exemption("'*'", "us-west-2a")));
        Judged wrong = new Reviewer()
                .validate(ReviewRequest.create(WRONG), world)
                .findings()
                .get(0);
        assertTrue(wrong.consequence().exempted().isPresent());
        assertTrue(wrong.finding() instanceof Violation, wrong::line);
        assertTrue(wrong.line().contains("overlaps the private block 10.0.0.0/8"), wrong::line);

        World right = worldWith("{exemptions: [%s]}".formatted(exemption("'*'", "us-west-2b")));
        assertEquals(List.of(), judge(eniConfig("us-west-2b", spec(GOOD)), right));
    }

    /** Kyverno issues 17071, 17405 and 13338: results of objects that a policy had selected stayed for ever. */
    @ParameterizedTest
    @ValueSource(
            strings = {"match: {names: [other]},", "match: {kinds: [Node]},", "match: {exclude: {names: [us-west-2b]}},"
            })
    void aPolicyThatNoLongerSelectsAnObjectLeavesNoFinding(String match) {
        String policy = """
                {%s custom: [{id: owned, match: {kinds: [ENIConfig, Node]}, expression: "false", message: no}]}
                """;
        Tree object = eniConfig("us-west-2b", spec(GOOD));

        assertEquals(List.of("owned warn"), judge(object, worldWith(policy.formatted(""))));
        assertEquals(List.of(), judge(object, worldWith(policy.formatted(match))));
    }

    /** Kyverno, CVE-2026-4789 and CVE-2026-41323; Kubewarden, CVE-2026-29773: policies could call other servers. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http.Get('http://169.254.169.254/').body == ''",
                "resource.Get('v1', 'secrets', 'default', 'token') == null",
                "ip('example.com').resolve() == ''",
                "file('/etc/passwd') == ''",
                "env('AWS_SECRET_ACCESS_KEY') == ''",
                "now() > timestamp('2026-01-01T00:00:00Z')",
                "authorizer.group('').resource('secrets').check('get').allowed()"
            })
    void noExpressionReachesTheNetworkFilesOrTheClock(String expression) {
        String policy = "{custom: [{id: reaches, match: {kinds: [ENIConfig]}, message: no, expression: \"%s\"}]}";
        AssertionError refusal = assertThrows(AssertionError.class, () -> worldWith(policy.formatted(expression)));
        assertTrue(refusal.toString().contains("spec.custom[0].expression"), refusal::toString);
    }
}
