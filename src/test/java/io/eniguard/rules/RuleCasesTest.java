package io.eniguard.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.eniguard.policy.Action;
import io.eniguard.review.Judged;
import io.eniguard.review.Patch;
import io.eniguard.review.Verdict;
import io.eniguard.tree.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/**
 * Runs each case file as a test. {@code mvn test -Dtest=RuleCasesTest -Daccept=true} writes the current findings into the files, so that
 * their changes can be read as a diff.
 */
class RuleCasesTest {

    private static final boolean ACCEPT = Boolean.getBoolean("eniguard.accept");
    private static final int LONGEST_WARNING = 240;

    @TestFactory
    Stream<DynamicTest> theRuleFindsTheExpectedFindings() {
        return RuleCase.all().stream()
                .map(ruleCase -> dynamicTest(
                        RuleCase.FOLDER.relativize(ruleCase.file()).toString(),
                        ruleCase.file().toUri(),
                        () -> check(ruleCase)));
    }

    private static void check(RuleCase ruleCase) throws IOException {
        Verdict verdict = ruleCase.run();
        verdict.findings().forEach(RuleCasesTest::checkForm);
        if (ACCEPT) {
            accept(ruleCase, verdict);
            return;
        }
        List<Tree> expected = ruleCase.content().trees("expect");
        List<Map<String, Object>> found =
                verdict.findings().stream().map(RuleCase::describe).toList();
        assertEquals(expected.size(), found.size(), () -> "findings: " + found);
        for (int i = 0; i < expected.size(); i++) {
            Map<String, Object> compared = new LinkedHashMap<>(found.get(i));
            compared.keySet().retainAll(expected.get(i).keys());
            assertEquals(expected.get(i).fields(), compared);
        }
        if (ruleCase.content().keys().contains("patch")) {
            assertEquals(
                    ruleCase.content().trees("patch").stream().map(Tree::fields).toList(),
                    verdict.patch().operations().stream()
                            .map(RuleCase::describe)
                            .toList());
        }
        assertEquals(Patch.NONE, ruleCase.runOn(verdict).patch(), "a second review patches something");
        checkName(ruleCase, verdict);
    }

    private static void checkForm(Judged judged) {
        String line = judged.line();
        assertTrue(line.codePoints().noneMatch(Character::isISOControl), () -> "not one line: " + line);
        assertTrue(line.length() <= LONGEST_WARNING && !judged.isCut(), () -> line.length() + " characters: " + line);
    }

    private static void checkName(RuleCase ruleCase, Verdict verdict) {
        assertTrue(ruleCase.content().text("case").isPresent(), "the case has no caption");
        if (ruleCase.isNamed("accepts")) {
            assertEquals(List.of(), verdict.findings());
        } else if (ruleCase.isNamed("unknown")) {
            assertTrue(verdict.hasUnknown(), "the verdict has no unknown");
        } else if (ruleCase.isNamed("refuses") || ruleCase.isNamed("warns")) {
            assertTrue(verdict.findings().stream().anyMatch(judged -> judged.finding() instanceof Finding.Violation));
        } else if (ruleCase.isNamed("exempts")) {
            Action without = strictest(ruleCase.exempted().orElseThrow().run());
            assertTrue(strictest(verdict).compareTo(without) < 0, () -> "the exemption changes nothing: " + without);
        } else {
            assertTrue(
                    ruleCase.isNamed("patches") || ruleCase.isNamed("leaves"),
                    "a case's name starts with accepts-, refuses-, warns-, unknown-, exempts-, patches- or leaves-");
        }
    }

    private static Action strictest(Verdict verdict) {
        return verdict.findings().stream()
                .map(Judged::action)
                .max(Action::compareTo)
                .orElse(Action.AUDIT);
    }

    private static void accept(RuleCase ruleCase, Verdict verdict) throws IOException {
        String text = Files.readString(ruleCase.file());
        int end = text.indexOf("\nexpect:");
        String kept = end < 0 ? text.strip() : text.substring(0, end);
        List<Map<String, Object>> found =
                verdict.findings().stream().map(RuleCase::describe).toList();
        DumpSettings settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setWidth(1000)
                .setIndicatorIndent(2)
                .setIndentWithIndicator(true)
                .build();
        String expect = found.isEmpty() ? "expect: []\n" : new Dump(settings).dumpToString(Map.of("expect", found));
        Files.writeString(ruleCase.file(), kept + "\n" + expect);
    }
}
