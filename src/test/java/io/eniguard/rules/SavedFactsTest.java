package io.eniguard.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.eniguard.source.file.SavedCluster;
import io.eniguard.source.file.SavedVpc;
import io.eniguard.tree.Tree;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Tests that facts saved by {@code snapshot} lead to the same verdicts as the original facts. The saved facts then contain every value that
 * a rule reads.
 */
class SavedFactsTest {

    @TestFactory
    Stream<DynamicTest> savedFactsLeadToTheSameVerdict() {
        return RuleCase.all().stream()
                .map(ruleCase -> dynamicTest(
                        RuleCase.FOLDER.relativize(ruleCase.file()).toString(),
                        ruleCase.file().toUri(),
                        () -> assertEquals(
                                ruleCase.run().findings(), saved(ruleCase).run().findings())));
    }

    private static RuleCase saved(RuleCase ruleCase) {
        RuleCase saved = ruleCase;
        Tree content = ruleCase.content();
        if (content.keys().contains("vpc")) {
            Tree vpc = content.at("vpc");
            saved = saved.with(SavedVpc.of(List.of(vpc)).document(vpc.texts("Snapshot")), "vpc");
        }
        if (content.keys().contains("cluster")) {
            saved = saved.with(
                    Objects.requireNonNull(
                            SavedCluster.document(content.trees("cluster")).get("items")),
                    "cluster");
        }
        return saved;
    }
}
