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

/** What the page of each rule promises: with {@code --warn-only} what it refuses is let through, and the message is a warning. */
class WarnOnlyTest {

    @TestFactory
    Stream<DynamicTest> whatIsRefusedIsLetThroughWithTheSameMessage() {
        return RuleCase.all().stream()
                .filter(ruleCase -> ruleCase.run().isDenied())
                .collect(groupingBy(RuleCase::ruleId, TreeMap::new, toList()))
                .values()
                .stream()
                .map(denied -> denied.get(0))
                .map(denied -> dynamicTest(denied.ruleId(), () -> {
                    Verdict softened =
                            denied.with(true, "settings", "warn-only").run();
                    assertEquals(lines(denied.run()), lines(softened));
                    assertEquals(Verdict.Decision.WARN, softened.decision());
                }));
    }

    private static List<String> lines(Verdict verdict) {
        return verdict.findings().stream().map(Judged::line).sorted().toList();
    }
}
