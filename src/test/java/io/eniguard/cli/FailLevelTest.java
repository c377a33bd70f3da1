package io.eniguard.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eniguard.audit.AuditReport;
import io.eniguard.audit.AuditedObject;
import io.eniguard.cluster.ObjectId;
import io.eniguard.policy.Action;
import io.eniguard.report.CheckReport;
import io.eniguard.report.CheckReport.SkippedObjects;
import io.eniguard.review.Consequence;
import io.eniguard.review.Judged;
import io.eniguard.review.Patch;
import io.eniguard.review.Verdict;
import io.eniguard.rules.Finding;
import io.eniguard.tree.Place;
import io.eniguard.world.Fact.Missing;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailLevelTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DENY  | violation | DENY, WARN, UNKNOWN
            WARN  | violation | WARN, UNKNOWN
            WARN  | unknown   | WARN, UNKNOWN
            AUDIT | unknown   | UNKNOWN
            AUDIT | violation | ''
            """)
    void eachLevelIncludesThoseBefore(Action action, String outcome, String reached) {
        Finding finding = outcome.equals("unknown")
                ? new Finding.Unknown("f", "q", "r", "x", Missing.OTHER)
                : new Finding.Violation("f", "m", "x");
        Verdict verdict = new Verdict(List.of(new Judged("rule", new Consequence(action), finding)), Patch.NONE);
        AuditReport audit = new AuditReport(
                List.of(new AuditedObject(new ObjectId("v1", "Node", "", "n"), new Place("a", 1), verdict)),
                List.of(),
                List.of(),
                List.of());
        CheckReport report = new CheckReport(audit, List.of(), List.of(), SkippedObjects.COUNTED);
        assertEquals(
                reached,
                String.join(
                        ", ",
                        Arrays.stream(FailLevel.values())
                                .filter(level -> level.isReachedBy(report))
                                .map(FailLevel::name)
                                .toList()));
    }
}
