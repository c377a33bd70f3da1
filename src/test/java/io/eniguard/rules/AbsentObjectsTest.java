package io.eniguard.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.cluster.ObjectId;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.policy.Action;
import io.eniguard.review.Judged;
import io.eniguard.review.Reviewer;
import io.eniguard.review.Verdict;
import io.eniguard.tree.Tree;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tests that each rule declares the kinds whose absence leads to a stricter finding. The test removes objects of one kind from each case. A
 * rule that then has a stricter finding depends on the absence of this kind.
 */
class AbsentObjectsTest {

    /** The kinds that decide which nodes an ENIConfig serves. */
    private static final Set<ReviewedKind> NODES = Set.of(ReviewedKind.NODE, ReviewedKind.DAEMON_SET);

    private static final List<Action> MILDEST_FIRST = List.of(Action.values());

    @ParameterizedTest
    @EnumSource
    void rulesDeclareTheKindsThatTheyNeed(ReviewedKind kind) {
        Map<String, Set<String>> undeclared = new TreeMap<>();
        for (RuleCase ruleCase : RuleCase.all()) {
            if (findsMoreWithout(kind, ruleCase)) {
                undeclared
                        .computeIfAbsent(ruleCase.ruleId(), id -> new TreeSet<>())
                        .add(ruleCase.file().getFileName().toString());
            }
        }
        assertEquals(Map.of(), undeclared);
    }

    @Test
    void rulesThatAreSkippedFindNothingAndPatchNothing() {
        for (RuleCase ruleCase : RuleCase.all()) {
            Reviewer reviewer = new Reviewer().withIncomplete(EnumSet.allOf(ReviewedKind.class));
            Verdict verdict = reviewer.review(ruleCase.request(), ruleCase.world());
            Collection<String> skipped = reviewer.rulesSkippedFor(id(ruleCase));
            assertTrue(
                    verdict.findings().stream().map(Judged::rule).noneMatch(skipped::contains),
                    () -> ruleCase.file().toString());
            assertTrue(
                    verdict.patch().operations().stream()
                            .noneMatch(add -> add.path().contains("labels")),
                    () -> ruleCase.file() + ": the label depends on all ENIConfigs");
        }
    }

    /**
     * Returns whether the rule has a stricter finding if all objects of the kind are removed, or a single one. Nodes are an exception for
     * {@code subnet-zone}: a node in another zone than the subnet is wrong in any case, and the other nodes only decide whether the node or
     * the ENIConfig is at fault. A name with a zone that does not exist is probably wrong too, even though nodes can show that the name
     * does not mean a zone.
     */
    private static boolean findsMoreWithout(ReviewedKind kind, RuleCase ruleCase) {
        if (ruleCase.ruleId().equals("subnet-zone") && NODES.contains(kind)) {
            return false;
        }
        List<Tree> all = ruleCase.content().trees("cluster");
        List<Tree> removable = all.stream()
                .filter(object -> object.text("kind").orElse("").equals(kind.kind()))
                .toList();
        int strictest = strictest(kind, ruleCase);
        return Stream.concat(Stream.of(removable), removable.stream().map(List::of))
                .map(removed ->
                        all.stream().filter(object -> !removed.contains(object)).map(Tree::fields))
                .map(kept -> ruleCase.with(kept.toList(), "cluster"))
                .anyMatch(lesser -> strictest(kind, lesser) > strictest);
    }

    /** Returns the strictest action of the rule's findings, or -1 if there are none. Unknown settings of aws-node do not count. */
    private static int strictest(ReviewedKind kind, RuleCase ruleCase) {
        Reviewer reviewer = new Reviewer().withIncomplete(Set.of(kind));
        return reviewer.review(ruleCase.request(), ruleCase.world()).findings().stream()
                .filter(judged -> judged.rule().equals(ruleCase.ruleId()))
                .filter(judged -> kind != ReviewedKind.DAEMON_SET || judged.finding() instanceof Finding.Violation)
                .mapToInt(judged -> MILDEST_FIRST.indexOf(judged.action()))
                .max()
                .orElse(-1);
    }

    private static ObjectId id(RuleCase ruleCase) {
        return ObjectId.of(ruleCase.subject());
    }
}
