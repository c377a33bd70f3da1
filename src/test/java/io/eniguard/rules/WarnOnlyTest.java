package io.eniguard.rules;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.eniguard.review.Judged;
import io.eniguard.review.Verdict;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The promise on each rule's page: with {@code --warn-only}, objects that the rule refuses are let through with a warning that says so. */
class WarnOnlyTest {

    @TestFactory
    Stream<DynamicTest> aRefusalBecomesAWarningThatSaysSo() {
        return RuleCase.all().stream()
                .filter(ruleCase -> ruleCase.run().isDenied())
                .collect(groupingBy(RuleCase::ruleId, TreeMap::new, toList()))
                .values()
                .stream()
                .map(denied -> denied.get(0))
                .map(denied -> dynamicTest(denied.ruleId(), () -> {
                    Verdict softened =
                            denied.with(true, "settings", "warn-only").run();
                    assertEquals(refusals(denied.run()), warnings(softened));
                    assertEquals(Verdict.Decision.WARN, softened.decision());
                }));
    }

    /** The lines that a warning has in place of a refusal. */
    private static List<String> refusals(Verdict verdict) {
        return verdict.findings().stream()
                .map(judged -> judged.action() == Action.DENY
                        ? judged.line().replaceFirst("^\\[[a-z0-9-]+] ", "$0would be refused: ")
                        : judged.line())
                .sorted()
                .toList();
    }

    private static List<String> warnings(Verdict verdict) {
        return verdict.findings().stream().map(Judged::line).sorted().toList();
    }
}
