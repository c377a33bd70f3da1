package io.eniguard.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eniguard.cluster.ObjectId;
import io.eniguard.report.CheckReport;
import io.eniguard.report.ReviewedObject;
import io.eniguard.review.Judged;
import io.eniguard.review.Patch;
import io.eniguard.review.Verdict;
import io.eniguard.rules.Action;
import io.eniguard.rules.Finding;
import io.eniguard.tree.Place;
import io.eniguard.world.Fact.Missing;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailOnTest {

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
                ? new Finding.Unknown("f", "m", "x", Missing.OTHER)
                : new Finding.Violation("f", "m", "x");
        Verdict verdict = new Verdict(List.of(new Judged("rule", action, finding)), Patch.NONE);
        CheckReport report = new CheckReport(
                List.of(new ReviewedObject(new ObjectId("v1", "Node", "", "n"), new Place("a", 1), verdict)), 0);
        assertEquals(
                reached,
                String.join(
                        ", ",
                        Arrays.stream(FailOn.values())
                                .filter(level -> level.isReachedBy(report))
                                .map(FailOn::name)
                                .toList()));
    }
}
