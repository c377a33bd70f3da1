package io.eniguard.rules;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.eniguard.cluster.EniConfig;
import io.eniguard.review.Judged;
import io.eniguard.review.Patch;
import io.eniguard.review.ReviewRequest;
import io.eniguard.review.Reviewer;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.tree.Tree;
import io.eniguard.world.World;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Tests that the fixes for ENIConfigs name only subnets that all rules accept. */
class NamedSubnetsTest {

    private static final Pattern SUBNET_ID = Pattern.compile("subnet-[0-9a-f]{8,17}");

    private static final Reviewer REVIEWER = new Reviewer();

    /** An id of a subnet in a fix, and the fix itself. */
    private record Named(String subnetId, String fix) {}

    @TestFactory
    Stream<DynamicTest> aNamedSubnetIsAccepted() {
        return RuleCase.all().stream()
                .filter(ruleCase -> ruleCase.subject().text("kind").equals(Optional.of(EniConfig.KIND)))
                .filter(ruleCase -> !named(ruleCase).isEmpty())
                .map(ruleCase -> dynamicTest(
                        RuleCase.FOLDER.relativize(ruleCase.file()).toString(),
                        ruleCase.file().toUri(),
                        () -> named(ruleCase).forEach(named -> checkAccepted(named, ruleCase))));
    }

    @Test
    void manyCasesNameASubnet() {
        long cases = RuleCase.all().stream()
                .filter(ruleCase -> !named(ruleCase).isEmpty())
                .count();
        assertTrue(cases > 15, () -> cases + " cases");
    }

    private static List<Named> named(RuleCase ruleCase) {
        return REVIEWER.review(ruleCase.request(), ruleCase.world()).findings().stream()
                .map(judged -> judged.finding().fix())
                .flatMap(fix ->
                        SUBNET_ID.matcher(fix).results().map(MatchResult::group).map(id -> new Named(id, fix)))
                .toList();
    }

    private static void checkAccepted(Named named, RuleCase ruleCase) {
        Tree subject = ruleCase.subject();
        Tree corrected = Patch.set(subject, named.subnetId(), "spec", "subnet").applyTo(subject);
        List<Judged> violations = violations(corrected, ruleCase.world());
        assertEquals(
                List.of(),
                violations.stream()
                        .filter(judged -> judged.finding().field().equals("spec.subnet"))
                        .map(Judged::line)
                        .toList(),
                named.fix());
        Set<Finding> old = violations(subject, ruleCase.world()).stream()
                .map(Judged::finding)
                .collect(toSet());
        assertEquals(
                List.of(),
                violations.stream()
                        .filter(judged -> judged.consequence().isRefusal() && !old.contains(judged.finding()))
                        .map(Judged::line)
                        .toList(),
                named.fix());
    }

    private static List<Judged> violations(Tree eniConfig, World world) {
        return REVIEWER.review(ReviewRequest.create(eniConfig), world).findings().stream()
                .filter(judged -> judged.finding() instanceof Violation)
                .toList();
    }
}
