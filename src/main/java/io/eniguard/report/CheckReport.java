package io.eniguard.report;

import io.eniguard.review.Verdict;
import io.eniguard.review.Verdict.Decision;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a check brought.
 *
 * @param results of the objects that there are rules for, in the order in which they were given
 * @param skipped objects that there are no rules for
 */
public record CheckReport(List<ReviewedObject> results, int skipped) {

    public CheckReport {
        results = List.copyOf(results);
    }

    public int denied() {
        return count(verdict -> verdict.decision() == Decision.DENY);
    }

    /** Objects whose strictest finding is a warning. */
    public int warned() {
        return count(verdict -> verdict.decision() == Decision.WARN);
    }

    /** Objects of which something could not be told, whatever else was found. */
    public int unknown() {
        return count(Verdict::hasUnknown);
    }

    private int count(Predicate<Verdict> predicate) {
        return (int)
                results.stream().map(ReviewedObject::verdict).filter(predicate).count();
    }
}
