package io.eniguard.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.cel.CelConditions;
import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.net.CidrSet;
import io.eniguard.policy.Action;
import io.eniguard.policy.Operation;
import io.eniguard.policy.Parameters;
import io.eniguard.policy.Point;
import io.eniguard.policy.Policies;
import io.eniguard.policy.PolicyOrigin;
import io.eniguard.policy.PolicyReader;
import io.eniguard.policy.Requester;
import io.eniguard.policy.StoredPolicies;
import io.eniguard.tree.Tree;
import io.eniguard.tree.YamlReader;
import io.eniguard.vpc.VpcSnapshot;
import io.eniguard.world.World;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests reviews of requests that create or update a policy. */
class WrittenPoliciesTest {

    private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");
    private static final Requester PERSON = new Requester("someone@example.com");

    private static final String OVER = "{rules: [subnet-cidr], reason: a, owner: b, until: \"2026-11-30T00:00:00Z\"}";

    private static final String OTHER_POLICY = """
            match: {names: ["*"]}
            custom: [{id: own, expression: "true", message: a}]
            exemptions: [{rules: ["*"], reason: a, owner: b, until: "2027-01-31"}]
            breakGlass: {groups: [admins]}
            """;

    private final Reviewer reviewer = new Reviewer();

    private static Tree policy(String name, String spec) {
        return policy(name, "", spec);
    }

    /** @param metadata further members of the metadata in YAML's flow style, beginning with a comma */
    private static Tree policy(String name, String metadata, String spec) {
        String text = """
                apiVersion: eniguard.io/v1alpha1
                kind: CustomNetworkingPolicy
                metadata: {name: %s%s}
                spec:
                %s
                """.formatted(name, metadata, spec.indent(2));
        try {
            return Tree.of(YamlReader.readAll(text).get(0).content());
        } catch (Exception e) {
            throw new AssertionError(text, e);
        }
    }

    private static World world(boolean warnOnly, Tree... inForce) {
        PolicyReader reader = new PolicyReader(CatalogueKinds.ofRules(), new CelConditions());
        Parameters parameters = new Parameters(CidrSet.of(), 2, 5, Parameters.DEFAULT_MAX_AGE, warnOnly);
        return new World(VpcSnapshot.nothing("test"), ClusterSnapshot.builder().build(), parameters, NOW)
                .withPolicies(new Policies(List.of(inForce).stream()
                        .map(document -> reader.read(document, PolicyOrigin.STORED, Set.of(), NOW)
                                .policy()
                                .orElseThrow())
                        .toList()));
    }

    private Verdict create(Tree policy, Tree... inForce) {
        return reviewer.validate(
                new ReviewRequest(Operation.CREATE, policy, Tree.EMPTY, PERSON), world(false, inForce));
    }

    private Verdict update(Tree before, Tree after, Tree... inForce) {
        return reviewer.validate(new ReviewRequest(Operation.UPDATE, after, before, PERSON), world(false, inForce));
    }

    private static String lines(Verdict verdict, Action action) {
        return verdict.findings(action).map(Judged::line).collect(Collectors.joining("\n"));
    }

    @Test
    void aRightPolicyPasses() {
        assertEquals(
                List.of(),
                create(policy("a", "rules: [{id: subnet-cidr, action: Warn}]")).findings());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rules: [{id: subnet-cdr}]                                        | [policy-fault] spec.rules[0].id: "subnet-cdr" is not the id of a rule. Fix: did you mean subnet-cidr?
            rules: [{id: subnet-cidr, parameters: {permited: []}}]           | [policy-fault] spec.rules[0].parameters.permited: "permited" is not a parameter of subnet-cidr. Fix: did you mean permitted?
            rules: [{id: subnet-cidr, parameters: {permitted: [10.1.0.1/16]}}] | [policy-fault] spec.rules[0].parameters.permitted[0]: "10.1.0.1/16" has host bits set. Fix: write 10.1.0.0/16
            rules: [{id: exemption-expired, action: Off}]                    | [policy-fault] spec.rules[0].id: "exemption-expired" has a fixed action. Fix: remove the entry
            match: {kinds: [Pod]}                                            | [policy-fault] spec.match.kinds[0]: "Pod" is not a kind that policies select. Fix: use ConfigMap, DaemonSet, EC2NodeClass, ENIConfig, Node or NodePool
            exemptions: [{rules: [subnet-cidr], reason: a, owner: b, until: "2026-11-30"}] | [policy-fault] spec.exemptions[0].until: "2026-11-30" is in the past. Fix: remove the exemption, or write a date after 2026-12-01
            exemptions: [{rules: [subnet-cidr], reason: a, owner: b, until: "2027-12-02"}] | [policy-fault] spec.exemptions[0].until: "2027-12-02" is more than 366 days ahead. Fix: write a date up to 2027-12-01
            exemptions: [{rules: [exemption-expired], reason: a, owner: b, until: "2027-01-31"}] | [policy-fault] spec.exemptions[0].rules[0]: "exemption-expired" has a fixed action. Fix: remove the rule
            custom: [{id: own, expression: "object.spec.subnet", message: a}] | [policy-fault] spec.custom[0].expression: 1:1: the result is dyn, not bool; compare it with a value. Fix: write a CEL expression that yields a bool
            """)
    void aPolicyWithAFaultIsRefusedAndTheMessageSaysWhatIsRight(String spec, String line) {
        assertEquals(line, lines(create(policy("a", spec)), Action.DENY));
        assertEquals(1, create(policy("a", spec)).findings().size());
    }

    @Test
    void aCustomRuleIdOfAnotherPolicyIsRefused() {
        String spec = "custom: [null, {id: own, expression: \"true\", message: a}]";

        assertTrue(
                lines(create(policy("a", spec), policy("b", OTHER_POLICY)), Action.DENY)
                        .contains(
                                "spec.custom[1].id: \"own\" is also the id of a custom rule in the policy b. Fix: apply again after the other policy was changed, or choose another id"));
    }

    @Test
    void aPolicyWithTheNameOfAPolicyOfAFileGetsAWarning() {
        PolicyReader reader = new PolicyReader(CatalogueKinds.ofRules(), new CelConditions());
        Policies ofFiles = world(false, policy("b", OTHER_POLICY)).policies();
        World world = world(false)
                .withPolicies(StoredPolicies.NONE
                        .next(List.of(), ofFiles, reader, NOW)
                        .inForce());
        Verdict verdict = reviewer.validate(
                new ReviewRequest(Operation.CREATE, policy("b", OTHER_POLICY), Tree.EMPTY, PERSON), world);

        assertEquals(
                "[policy-fault] metadata.name: \"b\" is also the name of a policy of --policy, which replaces this one."
                        + " Fix: choose another name, or remove the policy from the files",
                lines(verdict, Action.WARN));
        assertEquals(1, verdict.findings().size());
        assertEquals(
                List.of(),
                create(policy("b", OTHER_POLICY), policy("b", OTHER_POLICY)).findings());
    }

    @Test
    void aPolicyDoesNotConflictWithItsOwnEarlierVersion() {
        Tree before = policy("b", OTHER_POLICY);
        Tree after = policy("b", OTHER_POLICY.replace("message: a", "message: b"));

        assertEquals(List.of(), update(before, after, before).findings());
    }

    @Test
    void anExemptionCanNameACustomRuleOfAnotherPolicy() {
        Tree exempting = policy("a", "exemptions: [{rules: [own], reason: a, owner: b, until: \"2027-01-31\"}]");

        assertEquals(List.of(), create(exempting, policy("b", OTHER_POLICY)).findings());
    }

    /** Otherwise, {@code kubectl apply} for a folder would depend on the names of the files. */
    @Test
    void anExemptionFromACustomRuleToComeGetsAWarning() {
        Tree exempting =
                policy("a", "exemptions: [{rules: [max-pods, own], reason: a, owner: b, until: \"2027-01-31\"}]");
        Verdict verdict = create(exempting);

        assertFalse(verdict.isDenied());
        assertEquals(
                "[policy-fault] spec.exemptions[0].rules[1]: \"own\" is no built-in rule, and no policy in force has a custom"
                        + " rule with this id. Fix: apply the policy with the custom rule, or correct the id",
                lines(verdict, Action.WARN));
    }

    @ParameterizedTest
    @CsvSource({"subnet-cdr", "Own", "exemption-expird"})
    void anExemptionFromARuleThatCannotComeIsRefused(String id) {
        Tree exempting =
                policy("a", "exemptions: [{rules: [%s], reason: a, owner: b, until: \"2027-01-31\"}]".formatted(id));

        assertTrue(
                lines(create(exempting), Action.DENY).contains("\"" + id + "\" is not the id of a rule"),
                () -> create(exempting).toString());
    }

    @Test
    void allFaultsAreReportedUpToALimit() {
        String entries = IntStream.range(0, 50)
                .mapToObj(i -> "{id: subnet-cdr%d}".formatted(i))
                .collect(Collectors.joining(", ", "rules: [", "]"));
        String lines = lines(create(policy("a", entries)), Action.DENY);

        assertEquals(11, lines.lines().count());
        assertTrue(
                lines.contains(
                        "[policy-fault] spec: there are further faults, which are not shown. Fix: correct the faults listed above first"),
                lines);
    }

    @Test
    void breakGlassAndExemptionsOfPoliciesDoNotApplyToPolicies() {
        Tree faulty = policy("a", ", annotations: {eniguard.io/break-glass: now}", "rules: [{id: subnet-cdr}]");
        Requester admin = new Requester("admin", Set.of("admins"), false);

        assertTrue(reviewer.validate(
                        new ReviewRequest(Operation.CREATE, faulty, Tree.EMPTY, admin),
                        world(false, policy("b", OTHER_POLICY)))
                .isDenied());
    }

    @Test
    void customRulesDoNotApplyToPolicies() {
        Tree strict = policy("b", "custom: [{id: own, action: Deny, expression: \"false\", message: a}]");

        assertEquals(List.of(), create(policy("a", "{}"), strict).findings());
    }

    @Test
    void withWarnOnlyAFaultIsAWarning() {
        Verdict verdict = reviewer.validate(
                new ReviewRequest(Operation.CREATE, policy("a", "rules: [{id: subnet-cdr}]"), Tree.EMPTY, PERSON),
                world(true));

        assertFalse(verdict.isDenied());
        assertTrue(
                lines(verdict, Action.WARN).contains("would be refused: spec.rules[0].id"),
                () -> lines(verdict, Action.WARN));
    }

    @Test
    void anUpdateOfMetadataIsAllowedThoughAnExemptionIsOver() {
        Tree before = policy("a", ", finalizers: [a/b]", "exemptions: [" + OVER + "]");
        Tree after = policy(
                "a", ", labels: {b: c}, deletionTimestamp: \"2026-12-01T00:00:00Z\"", "exemptions: [" + OVER + "]");
        Verdict verdict = update(before, after);

        assertEquals("", lines(verdict, Action.DENY));
        assertEquals(
                "[exemption-expired] the exemption from subnet-cidr until 2026-11-30T00:00:00Z (owner \"b\") has ended."
                        + " Fix: remove spec.exemptions[0], or give it a new end",
                lines(verdict, Action.WARN));
    }

    @Test
    void anUnchangedExemptionThatIsOverDoesNotBlockAnotherChange() {
        Tree before = policy("a", "exemptions: [" + OVER + "]");
        Tree moved = policy(
                "a",
                "rules: [{id: max-pods, action: Warn}]\nexemptions: [{rules: [max-pods], reason: a, owner: b, until: \"2027-01-31\"}, "
                        + OVER + "]");
        Verdict verdict = update(before, moved);

        assertEquals("", lines(verdict, Action.DENY));
        assertTrue(lines(verdict, Action.WARN).contains("spec.exemptions[1]"), () -> lines(verdict, Action.WARN));
    }

    @ParameterizedTest
    @CsvSource({"2026-11-30T00:00:00Z, 2026-11-29T00:00:00Z", "owner: b, owner: c"})
    void aChangedExemptionThatIsOverIsRefused(String from, String to) {
        Tree before = policy("a", "exemptions: [" + OVER + "]");
        Verdict verdict = update(before, policy("a", "exemptions: [" + OVER.replace(from, to) + "]"));

        assertTrue(lines(verdict, Action.DENY).contains("is in the past"), () -> lines(verdict, Action.DENY));
        assertEquals("", lines(verdict, Action.WARN));
    }

    @Test
    void anOldFaultIsAWarningAndANewOneIsADenial() {
        Tree before = policy("a", "rules: [{id: subnet-cdr}]");
        Verdict verdict = update(before, policy("a", "rules: [{id: max-pds}, {id: subnet-cdr}]"));

        assertTrue(lines(verdict, Action.DENY).startsWith("[policy-fault] spec.rules[0].id: \"max-pds\""));
        assertTrue(lines(verdict, Action.WARN).startsWith("[policy-fault] spec.rules[1].id: \"subnet-cdr\""));
        assertEquals(2, verdict.findings().size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            breakGlass: {groups: [" "]}                                                  | breakGlass: {groups: [a, " "]}                                                                       | spec.breakGlass.groups[1]
            match: {selector: {matchExpressions: [{key: a, operator: Is}]}}              | match: {selector: {matchExpressions: [{key: b, operator: Exists}, {key: a, operator: Is}]}}          | spec.match.selector.matchExpressions[1].operator
            match: {selector: {matchExpressions: [{key: a, operator: Exists, valus: 1}]}} | match: {selector: {matchExpressions: [{key: b, operator: Exists}, {key: a, operator: Exists, valus: 1}]}} | spec.match.selector.matchExpressions[1].valus
            match: {kinds: [Pod]}                                                        | match: {kinds: [Node, Pod]}                                                                          | spec.match.kinds[1]
            """)
    void anOldFaultThatMovesInItsListIsAWarning(String before, String after, String field) {
        Verdict verdict = update(policy("a", before), policy("a", after));

        assertEquals("", lines(verdict, Action.DENY));
        assertTrue(lines(verdict, Action.WARN).startsWith("[policy-fault] " + field + ": "), verdict::toString);
    }

    @Test
    void aValueThatAnUpdateMakesWrongIsADenial() {
        Verdict verdict = update(policy("a", "match: {kinds: [Pod]}"), policy("a", "match: {kinds: [Service]}"));

        assertTrue(lines(verdict, Action.DENY).contains("spec.match.kinds[0]"), verdict::toString);
    }

    @Test
    void anOldFaultInAnItemThatAnUpdateChangesIsADenial() {
        String item = "match: {selector: {matchExpressions: [{key: %s, operator: Is}]}}";
        Verdict verdict = update(policy("a", item.formatted("a")), policy("a", item.formatted("b")));

        assertTrue(
                lines(verdict, Action.DENY).contains("spec.match.selector.matchExpressions[0].operator"),
                verdict::toString);
    }

    @Test
    void aFaultThatAnotherPartOfTheUpdateBringsIsADenial() {
        String rule = "custom: [{id: own, expression: \"subnet.id != ''\", message: a}]";
        Tree before = policy("a", "match: {kinds: [ENIConfig]}\n" + rule);
        Verdict verdict = update(before, policy("a", "match: {kinds: [NodePool]}\n" + rule));

        assertTrue(lines(verdict, Action.DENY).contains("spec.custom[0].expression"), verdict::toString);
    }

    @Test
    void inFilesAnExemptionMayBeOver() {
        Verdict verdict = reviewer.at(Point.CHECK)
                .review(ReviewRequest.create(policy("a", "exemptions: [" + OVER + "]")), world(false));

        assertEquals("", lines(verdict, Action.DENY));
        assertTrue(lines(verdict, Action.WARN).startsWith("[exemption-expired]"));
    }

    @Test
    void aPolicyThatExistsIsNotRefused() {
        Verdict verdict = reviewer.review(
                ReviewRequest.existing(policy("a", "rules: [{id: subnet-cdr}]\nexemptions: [" + OVER + "]")),
                world(false));

        assertEquals("", lines(verdict, Action.DENY));
        assertTrue(lines(verdict, Action.WARN).startsWith("[exemption-expired]"));
    }

    @Test
    void anUpdateOfTheStatusIsNotReviewed() {
        Tree faulty = policy("a", "rules: [{id: subnet-cdr}]");

        assertEquals(
                List.of(),
                reviewer.validate(new ReviewRequest(Operation.UPDATE_STATUS, faulty, faulty, PERSON), world(false))
                        .findings());
    }
}
