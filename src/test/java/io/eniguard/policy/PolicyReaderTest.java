package io.eniguard.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.net.CidrSet;
import io.eniguard.policy.LabelSelector.Operator;
import io.eniguard.policy.LabelSelector.Requirement;
import io.eniguard.review.CatalogueKinds;
import io.eniguard.tree.Tree;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyReaderTest {

    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    private static final String PRODUCTION = """
            apiVersion: eniguard.io/v1alpha1
            kind: CustomNetworkingPolicy
            metadata: {name: production, labels: {team: net}}
            spec:
              match:
                kinds: [ENIConfig, Node]
                names: ["eu-central-1*"]
                selector: {matchLabels: {tier: prod}, matchExpressions: [{key: old, operator: DoesNotExist}]}
                exclude: {names: ["*-lab"]}
              rules:
                - id: subnet-cidr
                  action: Deny
                  onUnknown: Audit
                  parameters: {denied: [10.0.0.0/8], permitted: [10.1.0.0/16]}
                - id: max-pods
                  actions: {admission: Warn, audit: Off}
                  match: {kinds: [ConfigMap]}
                  parameters: {smallCeiling: 58}
                - id: zone-coverage
                  parameters: {ignoredZones: [eu-central-1c]}
              custom:
                - id: subnet-has-owner
                  action: Deny
                  match: {kinds: [ENIConfig]}
                  expression: "'owner' in subnet.tags"
                  message: the subnet has no tag owner
                  messageExpression: "'subnet ' + subnet.id"
                  fix: add the tag owner to the subnet
                  field: spec.subnet
                  onError: Audit
              exemptions:
                - rules: [subnet-cidr, subnet-has-owner]
                  match: {names: ["legacy-*"]}
                  reason: the old VPC has no other range
                  owner: net-team@example.com
                  until: "2027-01-31"
              breakGlass: {groups: [platform-oncall]}
            """;

    private final PolicyReader reader = new PolicyReader(CatalogueKinds.ofRules(), new AcceptedConditions());

    private List<String> faults(Tree document, PolicyOrigin origin, String... customIds) {
        return reader.read(document, origin, Set.of(customIds), NOW).faults().stream()
                .map(PolicyFault::toString)
                .toList();
    }

    private Policy policy(String yaml) {
        PolicyReader.Outcome outcome = reader.read(FaultyPolicy.read(yaml), PolicyOrigin.WRITTEN, Set.of(), NOW);
        assertEquals(List.of(), outcome.faults());
        return outcome.policy().orElseThrow();
    }

    @Test
    void allPartsOfAPolicyAreRead() {
        Policy policy = policy(PRODUCTION);

        assertEquals("production", policy.name());
        assertEquals(
                new ObjectMatch(
                        Set.of("ENIConfig", "Node"),
                        List.of(new NamePattern("eu-central-1*")),
                        new LabelSelector(List.of(
                                new Requirement("tier", Operator.IN, Set.of("prod")),
                                new Requirement("old", Operator.DOES_NOT_EXIST, Set.of()))),
                        Optional.of(new ObjectMatch(
                                Set.of(), List.of(new NamePattern("*-lab")), LabelSelector.ANY, Optional.empty()))),
                policy.match());
        assertEquals(
                List.of(
                        new RuleEntry(
                                "subnet-cidr",
                                new Actions(Actions.everywhere(Action.DENY).byPoint(), Optional.of(Action.AUDIT)),
                                Map.of(
                                        Parameter.DENIED,
                                        CidrSet.of("10.0.0.0/8"),
                                        Parameter.PERMITTED,
                                        CidrSet.of("10.1.0.0/16")),
                                ObjectMatch.ANY),
                        new RuleEntry(
                                "max-pods",
                                new Actions(
                                        Map.of(Point.ADMISSION, Action.WARN, Point.AUDIT, Action.OFF),
                                        Optional.empty()),
                                Map.of(Parameter.SMALL_CEILING, 58),
                                new ObjectMatch(Set.of("ConfigMap"), List.of(), LabelSelector.ANY, Optional.empty())),
                        new RuleEntry(
                                "zone-coverage",
                                Actions.BUILT_IN,
                                Map.of(Parameter.IGNORED_ZONES, new Parameter.Zones(Set.of("eu-central-1c"))),
                                ObjectMatch.ANY)),
                policy.rules());
        assertEquals(
                List.of(new Exemption(
                        Set.of("subnet-cidr", "subnet-has-owner"),
                        new ObjectMatch(
                                Set.of(), List.of(new NamePattern("legacy-*")), LabelSelector.ANY, Optional.empty()),
                        "the old VPC has no other range",
                        "net-team@example.com",
                        new Until("2027-01-31", Instant.parse("2027-02-01T00:00:00Z")))),
                policy.exemptions());
        assertEquals(Set.of("platform-oncall"), policy.breakGlassGroups());
    }

    @Test
    void allPartsOfACustomRuleAreRead() {
        CustomRule rule = policy(PRODUCTION).custom().get(0);

        assertEquals("subnet-has-owner", rule.id());
        assertEquals(Actions.everywhere(Action.DENY), rule.actions());
        assertEquals(Set.of("ENIConfig"), rule.match().kinds());
        assertEquals("the subnet has no tag owner", rule.message());
        assertTrue(rule.messageText().isPresent());
        assertEquals("add the tag owner to the subnet", rule.fix());
        assertEquals("spec.subnet", rule.field());
        assertEquals(Action.AUDIT, rule.onError());
    }

    @Test
    void aCustomRuleHasDefaults() {
        CustomRule rule = policy(withSpec("custom: [{id: own, expression: \"true\", messageExpression: \"'a'\"}]"))
                .custom()
                .get(0);

        assertEquals(Actions.everywhere(Action.WARN), rule.actions());
        assertEquals(ObjectMatch.ANY, rule.match());
        assertEquals("the custom rule own of the policy p is violated", rule.message());
        assertEquals("see the custom rule own of the policy p", rule.fix());
        assertEquals(Action.WARN, rule.onError());
    }

    @Test
    void anActionOverridesOnlyTheNamedPoints() {
        Actions actions = policy(withSpec("rules: [{id: max-pods, action: Deny, actions: {audit: Audit}}]"))
                .rules()
                .get(0)
                .actions();

        assertEquals(
                Map.of(Point.ADMISSION, Action.DENY, Point.AUDIT, Action.AUDIT, Point.CHECK, Action.DENY),
                actions.byPoint());
    }

    /** kubectl reads YAML 1.1, in which Off without quotes is a boolean. */
    @Test
    void theBooleanFalseMeansOff() {
        assertEquals(
                Actions.everywhere(Action.OFF),
                policy(withSpec("rules: [{id: max-pods, action: false}]"))
                        .rules()
                        .get(0)
                        .actions());
    }

    @Test
    void nullIsTheSameAsAbsent() {
        assertEquals(
                policy(withSpec("{}")),
                policy(withSpec("{match: null, rules: null, custom: null, exemptions: null, breakGlass: null}")));
    }

    @Test
    void theOrderOfFieldsDoesNotMatter() {
        Tree faulty =
                FaultyPolicy.read(PRODUCTION.replace("action: ", "action: not-").replace("reason: ", "reasons: "));
        List<String> faults = faults(faulty, PolicyOrigin.WRITTEN);
        assertTrue(faults.size() > 3, faults.toString());
        Policy expected = policy(withoutCustom(PRODUCTION));
        for (int seed = 0; seed < 50; seed++) {
            Tree shuffled = Tree.of(
                    shuffled(FaultyPolicy.read(withoutCustom(PRODUCTION)).fields(), new Random(seed)));
            assertEquals(
                    Optional.of(expected),
                    reader.read(shuffled, PolicyOrigin.WRITTEN, Set.of(), NOW).policy());
            assertEquals(faults, faults(Tree.of(shuffled(faulty.fields(), new Random(seed))), PolicyOrigin.WRITTEN));
        }
    }

    private static String withoutCustom(String yaml) {
        int from = yaml.indexOf("  custom:\n");
        return yaml.substring(0, from)
                + yaml.substring(yaml.indexOf("  exemptions:\n")).replace(", subnet-has-owner", "");
    }

    private static @Nullable Object shuffled(@Nullable Object value, Random random) {
        if (value instanceof List<?> list) {
            List<@Nullable Object> items = new ArrayList<>();
            list.forEach(item -> items.add(shuffled(item, random)));
            return items;
        } else if (!(value instanceof Map<?, ?>)) {
            return value;
        }
        Tree tree = Tree.of(value);
        List<String> keys = new ArrayList<>(tree.keys());
        Collections.shuffle(keys, random);
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        keys.forEach(key -> members.put(key, shuffled(tree.fields().get(key), random)));
        return members;
    }

    @Test
    void aFaultInAnExpressionNamesTheExpressionAndTheKindsOfTheRule() {
        assertEquals(
                List.of(
                        "spec.custom[0].expression: a fault in an expression about Node."
                                + " Fix: write a CEL expression that yields a bool",
                        "spec.custom[0].messageExpression: a fault in an expression about Node."
                                + " Fix: write a CEL expression that yields a string"),
                faults(
                        FaultyPolicy.read(withSpec("{match: {kinds: [Node, ConfigMap]}, custom: [{id: a, match: {kinds:"
                                + " [Node, ENIConfig]}, expression: faulty, messageExpression: faulty}]}")),
                        PolicyOrigin.WRITTEN));
    }

    @Test
    void anExemptionCanNameACustomRuleOfAnotherPolicy() {
        Tree document = FaultyPolicy.read(withSpec(exemption("rules: [of-others], until: \"2027-01-31\"")));

        assertEquals(List.of(), faults(document, PolicyOrigin.WRITTEN, "of-others"));
        assertEquals(
                List.of(
                        "spec.exemptions[0].rules[0]: \"of-others\" is not the id of a rule. Fix: did you mean of-other?"),
                faults(document, PolicyOrigin.FILE, "of-other"));
    }

    @Test
    void aWrittenExemptionCanNameACustomRuleToCome() {
        Tree document = FaultyPolicy.read(withSpec(exemption("rules: [of-others], until: \"2027-01-31\"")));
        PolicyReader.Outcome outcome = reader.read(document, PolicyOrigin.WRITTEN, Set.of(), NOW);

        assertEquals(List.of(), outcome.faults());
        assertEquals(
                List.of("spec.exemptions[0].rules[0]: \"of-others\" is no built-in rule, and no policy in force has a"
                        + " custom rule with this id. Fix: apply the policy with the custom rule, or correct the id"),
                outcome.warnings().stream().map(PolicyFault::toString).toList());
    }

    /** Otherwise, an exemption would end because somebody deletes another policy. */
    @Test
    void aStoredExemptionCanNameACustomRuleThatIsGone() {
        Tree document = FaultyPolicy.read(withSpec(exemption("rules: [of-others], until: \"2027-01-31\"")));

        assertEquals(List.of(), faults(document, PolicyOrigin.STORED));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-30, true, true, true",
        "2026-11-29, false, true, true",
        "2026-11-30T12:00:01Z, true, true, true",
        "2026-11-30T12:00:00Z, false, true, true",
        "2026-11-30T13:00:00+01:00, false, true, true",
        "2026-11-30T13:00:01+01:00, true, true, true",
        "2027-11-30, true, true, true",
        "2027-12-01, false, false, true",
        "2027-12-01T12:00:00Z, true, true, true",
        "2027-12-01T12:00:00.001Z, false, false, true",
        "2027-12-02, false, false, false",
        "2027-12-02T12:00:00Z, false, false, true",
        "2027-12-02T12:00:00.001Z, false, false, false",
        "2999-01-01, false, false, false"
    })
    void theOriginDecidesWhichEndsAreAccepted(String until, boolean written, boolean file, boolean stored) {
        Tree document = FaultyPolicy.read(withSpec(exemption("rules: [\"*\"], until: \"" + until + "\"")));

        assertEquals(written, faults(document, PolicyOrigin.WRITTEN).isEmpty());
        assertEquals(file, faults(document, PolicyOrigin.FILE).isEmpty());
        assertEquals(stored, faults(document, PolicyOrigin.STORED).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"rules, id: max-pods, 100", "custom, expression: a, 100", "exemptions, owner: a, 500"})
    void aListHasAMaximumLength(String list, String item, int most) {
        List<String> faults = faults(FaultyPolicy.read(withSpec(listOf(list, item, most + 1))), PolicyOrigin.WRITTEN);

        assertEquals(
                List.of("spec.%s: %d items are too many. Fix: use at most %d, or divide the policy"
                        .formatted(list, most + 1, most)),
                faults);
        assertTrue(faults(FaultyPolicy.read(withSpec(listOf(list, item, most))), PolicyOrigin.WRITTEN).stream()
                .noneMatch(fault -> fault.contains("too many")));
    }

    private static String listOf(String list, String item, int number) {
        return list + ": [" + String.join(", ", Collections.nCopies(number, "{" + item + "}")) + "]";
    }

    @ParameterizedTest
    @ValueSource(ints = {4_097, 1 << 20})
    void aLongExpressionIsRefusedWithoutReadingIt(int length) {
        Tree document = Tree.of(Map.of(
                "apiVersion",
                "eniguard.io/v1alpha1",
                "kind",
                "CustomNetworkingPolicy",
                "metadata",
                Map.of("name", "p"),
                "spec",
                Map.of(
                        "custom",
                        List.of(Map.of(
                                "id",
                                "a",
                                "message",
                                "b",
                                "expression",
                                "faulty".repeat(length / 6 + 1).substring(0, length))))));

        assertEquals(
                List.of("spec.custom[0].expression: %,d characters are too many. Fix: use at most 4,096"
                        .formatted(length)),
                faults(document, PolicyOrigin.WRITTEN));
    }

    @Test
    void aPolicyFullOfLongFaultsIsReadFast() {
        String rules = IntStream.range(0, 100)
                .mapToObj(i -> "{id: %s, action: %s}".formatted("x".repeat(200) + i, "y".repeat(1000)))
                .reduce("", (all, one) -> all + one + ", ");
        Tree document = FaultyPolicy.read(withSpec("rules: [" + rules + "]"));

        assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertEquals(200, faults(document, PolicyOrigin.WRITTEN).size()));
    }

    @Test
    void twoPoliciesCannotHaveACustomRuleWithOneId() {
        String custom = "custom: [{id: first, expression: a, message: b}, {id: %s, expression: a, message: b}]";
        List<Policy> policies = List.of(
                policy(withSpec(custom.formatted("other")).replace("name: p", "name: a")),
                policy(withSpec(custom.replace("first", "own").formatted("other"))
                        .replace("name: p", "name: b")));

        assertEquals(
                List.of(new PolicySet.Conflict(
                        1,
                        new PolicyFault(
                                "spec.custom[1].id",
                                "\"other\" is also the id of a custom rule in the policy a",
                                "choose another id"))),
                PolicySet.conflicts(policies));
    }

    @Test
    void twoPoliciesCannotHaveOneName() {
        assertEquals(
                List.of("metadata.name"),
                PolicySet.conflicts(List.of(policy(withSpec("{}")), policy(withSpec("{}")))).stream()
                        .map(conflict -> conflict.fault().field())
                        .toList());
    }

    private static String exemption(String more) {
        return "exemptions: [{reason: a, owner: b, " + more + "}]";
    }

    private static String withSpec(String spec) {
        return "apiVersion: eniguard.io/v1alpha1\nkind: CustomNetworkingPolicy\nmetadata: {name: p}\nspec:\n  " + spec
                + "\n";
    }
}
