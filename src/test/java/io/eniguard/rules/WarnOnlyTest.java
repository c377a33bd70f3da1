package io.eniguard.rules;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.eniguard.policy.Action;
import io.eniguard.review.Judged;
import io.eniguard.review.Reviewer;
import io.eniguard.review.Verdict;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the promise on each rule's page: with {@code --warn-only}, an object that the rule refuses is allowed with a warning. */
class WarnOnlyTest {

    private static final int LONGEST_WARNING = 240;
    private static final String WAIVED = "] would be refused: ";

    static Stream<RuleCase> cases() {
        return RuleCase.all().stream();
    }

    @TestFactory
    Stream<DynamicTest> aRefusalBecomesAMarkedWarning() {
        return cases()
                .filter(ruleCase -> ruleCase.run().isDenied())
                .collect(groupingBy(RuleCase::ruleId, TreeMap::new, toList()))
                .values()
                .stream()
                .map(denied -> denied.get(0))
                .map(denied -> dynamicTest(denied.ruleId(), () -> {
                    Verdict softened = warnOnly(denied).run();
                    assertEquals(refused(denied.run()), waived(softened));
                    assertEquals(Verdict.Decision.WARN, softened.decision());
                }));
    }

    private static List<Finding> refused(Verdict verdict) {
        return verdict.findings(Action.DENY).map(Judged::finding).toList();
    }

    private static List<Finding> waived(Verdict verdict) {
        return verdict.findings(Action.WARN)
                .filter(judged -> judged.line().contains(WAIVED))
                .map(Judged::finding)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void eachWarningFitsAndEndsWithItsFix(RuleCase ruleCase) {
        RuleCase softened = warnOnly(ruleCase);
        for (Judged judged :
                new Reviewer().review(softened.request(), softened.world()).findings()) {
            String line = judged.line();
            assertTrue(line.length() <= LONGEST_WARNING, () -> line.length() + " characters: " + line);
            assertTrue(line.endsWith(". Fix: " + judged.finding().fix()), line);
        }
    }

    private static RuleCase warnOnly(RuleCase ruleCase) {
        return ruleCase.with(true, "settings", "warn-only");
    }
}
