package io.eniguard.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.review.Judged;
import io.eniguard.review.Patch;
import io.eniguard.review.ReviewRequest;
import io.eniguard.review.Reviewer;
import io.eniguard.review.Verdict;
import io.eniguard.tree.Tree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests properties of all rules together, in the worlds of all cases. */
class RuleCasePropertiesTest {

    private static final int LONGEST_WARNING = 240;

    private final Reviewer reviewer = new Reviewer();

    static Stream<RuleCase> cases() {
        return RuleCase.all().stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aPatchAppliedTwiceChangesNothing(RuleCase ruleCase) {
        ReviewRequest request = ruleCase.request();
        Verdict verdict = reviewer.review(request, ruleCase.world());
        ReviewRequest again = new ReviewRequest(
                request.operation(), verdict.patch().applyTo(request.object()), request.before(), request.requester());
        assertEquals(Patch.NONE, reviewer.mutate(again, ruleCase.world()).patch());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theOrderOfFactsDoesNotMatter(RuleCase ruleCase) {
        Map<String, @Nullable Object> reversed =
                new LinkedHashMap<>(ruleCase.content().fields());
        ruleCase.content().value("vpc").ifPresent(vpc -> reversed.put("vpc", listsReversed(Tree.of(vpc))));
        if (ruleCase.content().value("cluster").isPresent()) {
            reversed.put("cluster", reversed(ruleCase.content().list("cluster")));
        }
        RuleCase other = new RuleCase(ruleCase.file(), ruleCase.ruleId(), Tree.of(reversed));
        assertEquals(
                reviewer.review(ruleCase.request(), ruleCase.world()), reviewer.review(other.request(), other.world()));
    }

    private static Map<String, @Nullable Object> listsReversed(Tree facts) {
        Map<String, @Nullable Object> reversed = new LinkedHashMap<>();
        facts.fields()
                .forEach((key, value) -> reversed.put(key, value instanceof List<?> list ? reversed(list) : value));
        return reversed;
    }

    private static List<Object> reversed(List<?> list) {
        List<Object> reversed = new ArrayList<>(list);
        Collections.reverse(reversed);
        return reversed;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theFindingsOfAllRulesAreShortLines(RuleCase ruleCase) {
        for (Judged judged :
                reviewer.review(ruleCase.request(), ruleCase.world()).findings()) {
            String line = judged.line();
            assertTrue(
                    line.length() <= LONGEST_WARNING && !judged.isCut(), () -> line.length() + " characters: " + line);
            assertTrue(line.codePoints().noneMatch(Character::isISOControl), line);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aMutatingWebhookDeniesNothing(RuleCase ruleCase) {
        assertTrue(!reviewer.mutate(ruleCase.request(), ruleCase.world()).isDenied());
    }
}
