package io.eniguard.rules;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toList;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.eniguard.cel.CelExpressions;
import io.eniguard.maxpods.PodsExpressions;
import io.eniguard.review.Verdict;
import io.eniguard.tree.Tree;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Tests that each rule has a unique id, a reason with a source, and cases. */
class RuleCatalogTest {

    private static final Map<String, List<RuleCase>> CASES =
            RuleCase.all().stream().collect(groupingBy(RuleCase::ruleId));

    /** The rules that only give advice about the VPC. They are silent while the facts that they need are missing. */
    private static final Set<String> ADVICE = Set.of("ipv6-ahead");

    /** Returns all lists of the catalogue by the name of their field or method. Reflection finds new lists too. */
    private static Map<String, List<Rule<?>>> lists() {
        Map<String, List<Rule<?>>> lists = new TreeMap<>();
        Fitness allFit = (eniConfig, world) -> Optional.empty();
        try {
            for (Field field : RuleCatalog.class.getFields()) {
                lists.put(field.getName(), rules((List<?>) field.get(null)));
            }
            for (Method method : RuleCatalog.class.getDeclaredMethods()) {
                // Methods with other parameters are skipped, because a field contains the same rules.
                Map<Class<?>, Object> arguments =
                        Map.of(Fitness.class, allFit, PodsExpressions.class, new CelExpressions());
                Object argument = method.getParameterCount() == 1 ? arguments.get(method.getParameterTypes()[0]) : null;
                if (Modifier.isPublic(method.getModifiers()) && argument != null) {
                    lists.put(method.getName(), rules((List<?>) method.invoke(null, argument)));
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        return lists;
    }

    private static List<Rule<?>> rules(List<?> list) {
        List<Rule<?>> rules = new ArrayList<>();
        list.forEach(rule -> rules.add((Rule<?>) rule));
        return rules;
    }

    private static Map<String, List<Rule<?>>> rulesById() {
        return lists().values().stream()
                .flatMap(List::stream)
                .collect(groupingBy(rule -> rule.about().id(), TreeMap::new, toList()));
    }

    @TestFactory
    Stream<DynamicTest> eachListIsInOrderOfId() {
        return lists().entrySet().stream()
                .map(list -> dynamicTest(list.getKey(), () -> {
                    List<String> ids = list.getValue().stream()
                            .map(rule -> rule.about().id())
                            .toList();
                    assertEquals(ids.stream().sorted().distinct().toList(), ids);
                }));
    }

    /** Several classes may share an id if they check different kinds of objects and have the same description. */
    @TestFactory
    Stream<DynamicTest> anIdBelongsToOneRule() {
        return rulesById().entrySet().stream()
                .map(entry -> dynamicTest(entry.getKey(), () -> {
                    Set<String> abouts = entry.getValue().stream()
                            .map(rule -> rule.about().says())
                            .collect(toCollection(TreeSet::new));
                    assertEquals(1, abouts.size(), () -> "several rules have this id: " + abouts);
                    if (entry.getValue().size() == 1) {
                        assertEquals(
                                entry.getKey(),
                                inKebabCase(entry.getValue().get(0).getClass()));
                    }
                }));
    }

    /**
     * Returns the id that a class should have. The id of {@code EniConfigShape} is {@code eniconfig-shape}, because ENIConfig is one word.
     * The suffix {@code Rule} is not part of the id; it keeps the class from having the same name as another type.
     */
    private static String inKebabCase(Class<?> rule) {
        return rule.getSimpleName()
                .replaceFirst("Rule$", "")
                .replace("EniConfig", "Eniconfig")
                .replaceAll("(?<!^)(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }

    @TestFactory
    Stream<DynamicTest> eachRuleDescribesItself() {
        return lists().values().stream()
                .flatMap(List::stream)
                .map(Rule::about)
                .map(about -> dynamicTest(
                        about.id(),
                        () -> assertAll(
                                () -> assertFalse(about.says().isBlank(), "says"),
                                () -> assertFalse(about.says().endsWith("."), "says must not end with a full stop"),
                                () -> assertTrue(about.because().endsWith("."), "because must end with a full stop"),
                                () -> assertEquals(
                                        "https", URI.create(about.source()).getScheme()),
                                () -> assertFalse(about.operations().isEmpty(), "operations"))));
    }

    @TestFactory
    Stream<DynamicTest> eachRuleHasCases() {
        return rulesById().keySet().stream()
                .map(id -> dynamicTest(id, () -> {
                    List<RuleCase> cases = CASES.getOrDefault(id, List.of());
                    List<RuleCase> violating = cases.stream()
                            .filter(ruleCase -> ruleCase.isNamed("refuses") || ruleCase.isNamed("warns"))
                            .toList();
                    assertFalse(violating.isEmpty(), "there is no case named refuses-… or warns-…");
                    assertTrue(
                            cases.stream().anyMatch(ruleCase -> ruleCase.isNamed("accepts")),
                            "there is no case named accepts-…");
                    if (!ADVICE.contains(id) && violating.stream().anyMatch(RuleCatalogTest::restsOnTheVpc)) {
                        assertTrue(
                                cases.stream().anyMatch(ruleCase -> ruleCase.isNamed("unknown")),
                                "the rule reads the VPC, but there is no case named unknown-…");
                    }
                }));
    }

    /** Returns whether the case has no violation if the facts about the VPC are removed. */
    private static boolean restsOnTheVpc(RuleCase ruleCase) {
        Map<String, Object> rest = new LinkedHashMap<>(ruleCase.content().fields());
        boolean hadVpc = rest.remove("vpc") != null;
        Verdict verdict = new RuleCase(ruleCase.file(), ruleCase.ruleId(), Tree.of(rest)).run();
        return hadVpc && verdict.findings().stream().noneMatch(judged -> judged.finding() instanceof Finding.Violation);
    }

    @Test
    void eachFolderBelongsToARule() throws IOException {
        try (Stream<Path> folders = Files.list(RuleCase.FOLDER)) {
            assertEquals(
                    rulesById().keySet(),
                    folders.map(folder -> folder.getFileName().toString()).collect(toCollection(TreeSet::new)));
        }
    }

    @Test
    void eachCaptionIsASentence() {
        assertEquals(
                List.of(),
                CASES.values().stream()
                        .flatMap(List::stream)
                        .filter(ruleCase ->
                                !ruleCase.content().text("case").orElse("").endsWith("."))
                        .map(ruleCase ->
                                RuleCase.FOLDER.relativize(ruleCase.file()).toString())
                        .toList());
    }
}
