package io.eniguard.rules;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toList;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

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

/** What each rule owes its readers: a name of its own, a reason with a source, and cases. */
class RuleCatalogTest {

    private static final Map<String, List<RuleCase>> CASES =
            RuleCase.all().stream().collect(groupingBy(RuleCase::ruleId));

    /** All lists of the catalogue, by the name of their field or method. A list that is added counts by itself. */
    private static Map<String, List<Rule<?>>> lists() {
        Map<String, List<Rule<?>>> lists = new TreeMap<>();
        Fitness allFit = (eniConfig, world) -> Optional.empty();
        try {
            for (Field field : RuleCatalog.class.getFields()) {
                lists.put(field.getName(), rules((List<?>) field.get(null)));
            }
            for (Method method : RuleCatalog.class.getDeclaredMethods()) {
                if (Modifier.isPublic(method.getModifiers())) {
                    lists.put(method.getName(), rules((List<?>) method.invoke(null, allFit)));
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

    /** One id may stand for several classes, when each looks at another kind of object and all say the same of themselves. */
    @TestFactory
    Stream<DynamicTest> anIdBelongsToOneRule() {
        return rulesById().entrySet().stream()
                .map(entry -> dynamicTest(entry.getKey(), () -> {
                    Set<String> told = entry.getValue().stream()
                            .map(rule -> rule.about().says())
                            .collect(toCollection(TreeSet::new));
                    assertEquals(1, told.size(), () -> "several rules have this id: " + told);
                    if (entry.getValue().size() == 1) {
                        assertEquals(
                                entry.getKey(),
                                inKebabCase(entry.getValue().get(0).getClass()));
                    }
                }));
    }

    /**
     * {@code EniConfigShape} is {@code eniconfig-shape}: an ENIConfig is one word. A rule that is named like what it looks at has
     * {@code Rule} behind its name.
     */
    private static String inKebabCase(Class<?> rule) {
        return rule.getSimpleName()
                .replaceFirst("Rule$", "")
                .replace("EniConfig", "Eniconfig")
                .replaceAll("(?<!^)(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }

    @TestFactory
    Stream<DynamicTest> eachRuleSaysWhatItIsFor() {
        return lists().values().stream()
                .flatMap(List::stream)
                .map(Rule::about)
                .map(about -> dynamicTest(
                        about.id(),
                        () -> assertAll(
                                () -> assertFalse(about.says().isBlank(), "says"),
                                () -> assertFalse(
                                        about.says().endsWith("."), "says is a sentence without its full stop"),
                                () -> assertTrue(about.because().endsWith("."), "because is made of sentences"),
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
                    assertFalse(violating.isEmpty(), "no case named refuses-… or warns-…");
                    assertTrue(
                            cases.stream().anyMatch(ruleCase -> ruleCase.isNamed("accepts")),
                            "no case named accepts-…");
                    if (violating.stream().anyMatch(RuleCatalogTest::restsOnTheVpc)) {
                        assertTrue(
                                cases.stream().anyMatch(ruleCase -> ruleCase.isNamed("unknown")),
                                "it reads the VPC, but no case is named unknown-…");
                    }
                }));
    }

    /** Whether the rule no longer finds fault once nothing is known of the VPC. */
    private static boolean restsOnTheVpc(RuleCase ruleCase) {
        Map<String, Object> less = new LinkedHashMap<>(ruleCase.content().fields());
        boolean hadVpc = less.remove("vpc") != null;
        Verdict verdict = new RuleCase(ruleCase.file(), ruleCase.ruleId(), Tree.of(less)).run();
        return hadVpc && verdict.findings().stream().noneMatch(judged -> judged.finding() instanceof Finding.Violation);
    }

    @Test
    void noFolderIsWithoutARule() throws IOException {
        try (Stream<Path> folders = Files.list(RuleCase.FOLDER)) {
            assertEquals(
                    rulesById().keySet(),
                    folders.map(folder -> folder.getFileName().toString()).collect(toCollection(TreeSet::new)));
        }
    }

    @Test
    void eachCaseSaysWhatItIsAboutInASentence() {
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
