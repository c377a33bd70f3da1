package io.eniguard.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.eniguard.cluster.KubeletConfigMap;
import io.eniguard.review.Judged;
import io.eniguard.tree.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Applies the fixes of the rule {@code max-pods} that name a value, in all cases of the rule, and checks the result again. A fix must not
 * lead to another finding of the rule in the same place.
 */
class MaxPodsFixesTest {

    private static final String RULE = "max-pods";

    private record Fix(Pattern form, BiFunction<RuleCase, String, RuleCase> apply) {}

    private static final List<Fix> FIXES = List.of(
            new Fix(
                    Pattern.compile("\\b(?:set|such as) (?:maxPods |config\\.maxPods )?(\\d+)"),
                    MaxPodsFixesTest::withNumber),
            new Fix(Pattern.compile("\\bset ((?:min|max)?\\(.* \\+ 2\\)?)"), MaxPodsFixesTest::withExpression),
            new Fix(Pattern.compile("RESERVED_ENIS=(\\d+)"), MaxPodsFixesTest::withReservedEnis),
            new Fix(
                    Pattern.compile("\\bexclude (these types|[a-z0-9-]+\\.[a-z0-9-]+)"),
                    MaxPodsFixesTest::withoutTypes),
            new Fix(
                    Pattern.compile("turn on prefix delegation \\((\\d+)\\)"),
                    (ruleCase, number) -> withNumber(withPrefixes(ruleCase), number)));

    @TestFactory
    Stream<DynamicTest> afterAFixTheRuleFindsNothingMoreInThatPlace() {
        return RuleCase.all().stream()
                .filter(ruleCase -> ruleCase.ruleId().equals(RULE))
                .flatMap(ruleCase -> findings(ruleCase).stream()
                        .flatMap(finding -> FIXES.stream().flatMap(fix -> test(ruleCase, finding.finding(), fix))));
    }

    private static Stream<DynamicTest> test(RuleCase ruleCase, Finding finding, Fix fix) {
        Matcher matcher = fix.form().matcher(finding.fix());
        return matcher.find()
                ? Stream.of(dynamicTest(
                        ruleCase.file().getFileName() + ": " + matcher.group(),
                        () -> assertFixed(fix.apply().apply(ruleCase, matcher.group(1)), finding)))
                : Stream.empty();
    }

    private static void assertFixed(RuleCase fixed, Finding finding) {
        assertEquals(
                List.of(),
                findings(fixed).stream()
                        .map(Judged::finding)
                        .filter(other -> other.field().equals(finding.field()))
                        .map(other -> other.message() + ". Fix: " + other.fix())
                        .toList(),
                finding.message());
    }

    private static List<Judged> findings(RuleCase ruleCase) {
        return ruleCase.run().findings().stream()
                .filter(judged -> judged.rule().equals(RULE))
                .toList();
    }

    /** Without this test, the test above would miss a new wording of a fix. */
    @Test
    void everyFormOfAFixOccursAndEveryNumberIsApplied() {
        List<String> fixes = RuleCase.all().stream()
                .filter(ruleCase -> ruleCase.ruleId().equals(RULE))
                .flatMap(ruleCase -> findings(ruleCase).stream())
                .map(judged -> judged.finding().fix())
                .distinct()
                .toList();
        for (Fix fix : FIXES) {
            assertTrue(fixes.stream().anyMatch(text -> fix.form().matcher(text).find()), fix.form()::pattern);
        }
        assertEquals(
                List.of(),
                fixes.stream()
                        .filter(text -> text.matches(".*(set|RESERVED_ENIS).*\\d.*"))
                        .filter(text -> FIXES.stream()
                                .noneMatch(fix -> fix.form().matcher(text).find()))
                        .toList());
    }

    private static RuleCase withNumber(RuleCase ruleCase, String number) {
        return withValue(ruleCase, Long.valueOf(number));
    }

    private static RuleCase withExpression(RuleCase ruleCase, String expression) {
        return withValue(ruleCase, expression);
    }

    private static RuleCase withValue(RuleCase ruleCase, Object value) {
        return switch (ruleCase.subject().text("kind").orElse("")) {
            case "Node" ->
                ruleCase.with(value, subject(ruleCase, "status", "capacity", "pods"))
                        .with(value, subject(ruleCase, "status", "allocatable", "pods"));
            case "EC2NodeClass" -> withoutFlag(ruleCase).with(value, subject(ruleCase, "spec", "kubelet", "maxPods"));
            case "NodePool" ->
                ruleCase.subject().text("apiVersion").orElse("").endsWith("/v1beta1")
                        ? ruleCase.with(value, subject(ruleCase, "spec", "template", "spec", "kubelet", "maxPods"))
                        : withCluster(
                                ruleCase,
                                "EC2NodeClass",
                                nodeClass -> set(nodeClass, value, "spec", "kubelet", "maxPods"));
            case "KubeletConfiguration" -> ruleCase.with(value, subject(ruleCase, "maxPods"));
            case "NodeConfig" ->
                ruleCase.with(List.of(), subject(ruleCase, "spec", "kubelet", "flags"))
                        .with(value, subject(ruleCase, "spec", "kubelet", "config", "maxPods"));
            default -> withTexts(ruleCase, String.valueOf(value));
        };
    }

    private static RuleCase withoutFlag(RuleCase ruleCase) {
        return ruleCase.subject()
                .text("spec", "userData")
                .map(text -> ruleCase.with(
                        text.replaceAll("--max-pods=[^\\s\"]*", "--v=2"), subject(ruleCase, "spec", "userData")))
                .orElse(ruleCase);
    }

    /** Changes the number in all values of a ConfigMap. */
    private static RuleCase withTexts(RuleCase ruleCase, String number) {
        RuleCase changed = ruleCase;
        for (Map.Entry<String, String> entry : ruleCase.subject().texts("data").entrySet()) {
            String text = entry.getValue()
                    .replaceAll("(\"?\\bmaxPods\"?:)([^\\S\\n]*+)[^,}\\n]*", "$1 " + number)
                    .replaceAll("(--max-pods[= ])[^\\s\"]*", "$1" + number)
                    .replaceAll("maxPodsExpression:.*", "config: {maxPods: " + number + "}");
            changed = changed.with(text, subject(ruleCase, "data", entry.getKey()));
        }
        assumeFalse(changed.equals(ruleCase), "the configuration has no line with a number");
        return changed;
    }

    private static RuleCase withReservedEnis(RuleCase ruleCase, String number) {
        List<Object> cluster = new ArrayList<>();
        ruleCase.content().trees("cluster").stream()
                .filter(object -> !object.text("kind").orElse("").equals("Deployment"))
                .forEach(object -> cluster.add(object.fields()));
        Map<String, Object> container =
                Map.of("name", "controller", "env", List.of(Map.of("name", "RESERVED_ENIS", "value", number)));
        cluster.add(Map.of(
                "apiVersion",
                "apps/v1",
                "kind",
                "Deployment",
                "metadata",
                Map.of("name", "karpenter", "labels", Map.of("app.kubernetes.io/name", "karpenter")),
                "spec",
                Map.of("template", Map.of("spec", Map.of("containers", List.of(container))))));
        return ruleCase.with(cluster, "cluster");
    }

    private static RuleCase withPrefixes(RuleCase ruleCase) {
        return withCluster(ruleCase, "DaemonSet", daemonSet -> {
            List<Object> containers = new ArrayList<>();
            for (Tree container : daemonSet.trees("spec", "template", "spec", "containers")) {
                List<Object> environment = new ArrayList<>(container.list("env"));
                environment.add(Map.of("name", "ENABLE_PREFIX_DELEGATION", "value", "true"));
                containers.add(set(container, environment, "env").fields());
            }
            return set(daemonSet, containers, "spec", "template", "spec", "containers");
        });
    }

    /** Removes the types that the first finding names from all NodePools. */
    private static RuleCase withoutTypes(RuleCase ruleCase, String which) {
        String message = findings(ruleCase).get(0).finding().message();
        return withCluster(ruleCase, "NodePool", pool -> {
            List<Object> requirements = new ArrayList<>();
            for (Tree requirement : pool.trees("spec", "template", "spec", "requirements")) {
                boolean namesTypes = requirement.text("key").orElse("").equals(KubeletConfigMap.INSTANCE_TYPE);
                List<?> others = requirement.list("values").stream()
                        .filter(value -> !message.contains(String.valueOf(value)))
                        .toList();
                requirements.add((namesTypes ? set(requirement, others, "values") : requirement).fields());
            }
            // If a NodePool names no types, the types that the message names are excluded.
            List<String> named = Pattern.compile("[a-z0-9-]+\\.[a-z0-9-]+")
                    .matcher(message)
                    .results()
                    .map(MatchResult::group)
                    .toList();
            requirements.add(Map.of("key", KubeletConfigMap.INSTANCE_TYPE, "operator", "NotIn", "values", named));
            return set(pool, requirements, "spec", "template", "spec", "requirements");
        });
    }

    private static RuleCase withCluster(RuleCase ruleCase, String kind, UnaryOperator<Tree> change) {
        return ruleCase.with(
                ruleCase.content().trees("cluster").stream()
                        .map(object -> object.text("kind").orElse("").equals(kind) ? change.apply(object) : object)
                        .map(Tree::fields)
                        .toList(),
                "cluster");
    }

    private static String[] subject(RuleCase ruleCase, String... path) {
        return Stream.concat(Stream.of(ruleCase.subjectPath()), Stream.of(path)).toArray(String[]::new);
    }

    /** Returns a copy of the tree with a value at the path. */
    private static Tree set(Tree tree, Object value, String... path) {
        Map<String, Object> copy = new LinkedHashMap<>();
        tree.fields().forEach((key, member) -> Optional.ofNullable(member).ifPresent(some -> copy.put(key, some)));
        String[] rest = Stream.of(path).skip(1).toArray(String[]::new);
        copy.put(
                path[0],
                rest.length == 0 ? value : set(tree.at(path[0]), value, rest).fields());
        return Tree.of(copy);
    }
}
