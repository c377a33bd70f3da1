package io.eniguard.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.cluster.EniConfig;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Rule;
import io.eniguard.rules.RuleCatalog;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests properties that every review of an ENIConfig has, in hundreds of generated worlds. */
class ReviewerPropertiesTest {

    private static final int LONGEST_WARNING = 240;

    private final Reviewer reviewer = new Reviewer();

    static IntStream seeds() {
        return IntStream.range(0, 500);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aFindingIsOneShortLine(int seed) {
        GeneratedReview generated = new GeneratedReview(seed);
        for (Judged judged :
                reviewer.review(generated.asked(), generated.world()).findings()) {
            String line = judged.line();
            assertTrue(
                    line.length() <= LONGEST_WARNING && !judged.isCut(), () -> line.length() + " characters: " + line);
            assertTrue(line.codePoints().noneMatch(Character::isISOControl), line);
            assertTrue(judged.finding().field().codePoints().noneMatch(Character::isISOControl), line);
            assertTrue(line.codePoints().noneMatch(point -> Character.getType(point) == Character.SURROGATE), line);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theOrderOfFactsDoesNotMatter(int seed) {
        GeneratedReview generated = new GeneratedReview(seed);
        Verdict verdict = reviewer.review(generated.asked(), generated.world());
        assertEquals(verdict, reviewer.review(generated.asked(), generated.shuffledWorld()));
    }

    /** Each rule is tested alone, because in a joint review one rule may report a missing fact for the other rules. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void freshFactsAddNothingUnknown(int seed) {
        GeneratedReview generated = new GeneratedReview(seed);
        for (Rule<EniConfig> rule : RuleCatalog.ENI_CONFIG) {
            Reviewer alone =
                    new Reviewer(about -> about.id().equals(rule.about().id()));
            Verdict fresh = alone.review(generated.asked(), generated.freshWorld());
            Verdict old = alone.review(generated.asked(), generated.world());
            assertTrue(old.hasUnknown() || !fresh.hasUnknown(), () -> "fresh " + fresh + ", old " + old);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void oldFactsAddNoViolation(int seed) {
        GeneratedReview generated = new GeneratedReview(seed);
        Set<String> fresh = violations(reviewer.review(generated.asked(), generated.freshWorld()));
        Set<String> old = violations(reviewer.review(generated.asked(), generated.world()));
        assertTrue(fresh.containsAll(old), () -> "fresh " + fresh + ", old " + old);
    }

    @Test
    void theGeneratedReviewsBreakEveryRule() {
        Set<String> broken = new TreeSet<>();
        seeds().mapToObj(GeneratedReview::new)
                .forEach(generated -> broken.addAll(violations(reviewer.review(generated.asked(), generated.world()))));
        assertEquals(
                RuleCatalog.ENI_CONFIG.stream()
                        .map(rule -> rule.about().id())
                        .collect(Collectors.toCollection(TreeSet::new)),
                broken);
    }

    private static Set<String> violations(Verdict verdict) {
        return verdict.findings().stream()
                .filter(judged -> judged.finding() instanceof Violation)
                .map(Judged::rule)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
