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

/** Tests that {@code --warn-only} turns a denial into a warning whose message states this, as the page of each rule promises. */
class WarnOnlyTest {

    @TestFactory
    Stream<DynamicTest> aDenialBecomesAWarningThatMentionsTheDenial() {
        return RuleCase.all().stream()
                .filter(ruleCase -> ruleCase.run().isDenied())
                .collect(groupingBy(RuleCase::ruleId, TreeMap::new, toList()))
                .values()
                .stream()
                .map(denied -> denied.get(0))
                .map(denied -> dynamicTest(denied.ruleId(), () -> {
                    Verdict softened =
                            denied.with(true, "settings", "warn-only").run();
                    assertEquals(withPrefixes(denied.run()), lines(softened));
                    assertEquals(Verdict.Decision.WARN, softened.decision());
                }));
    }

    /** Returns the lines of the verdict, with the prefix of a waived denial where a finding denies. */
    private static List<String> withPrefixes(Verdict verdict) {
        return verdict.findings().stream()
                .map(judged -> judged.action() == Action.DENY
                        ? judged.line().replaceFirst("^\\[[a-z0-9-]+] ", "$0would be refused: ")
                        : judged.line())
                .sorted()
                .toList();
    }

    private static List<String> lines(Verdict verdict) {
        return verdict.findings().stream().map(Judged::line).sorted().toList();
    }
}
