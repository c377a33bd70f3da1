package io.eniguard.audit;

import io.eniguard.review.Verdict;
import io.eniguard.review.Verdict.Decision;
import io.eniguard.rules.Action;
import io.eniguard.text.Count;
import java.util.List;
import java.util.function.Predicate;

/**
 * How many objects were reviewed, and with which result. Every command counts like this.
 *
 * @param objects that were reviewed
 * @param skipped objects that there are no rules for
 * @param denied objects of which the strictest finding is a denial
 * @param warned objects of which the strictest finding is a warning, also if it only reports that something is unknown
 * @param unknown objects with a finding that something is unknown, whatever else was found
 * @param audited objects with a finding that counts in reports only, whatever else was found
 */
public record AuditSummary(int objects, int skipped, int denied, int warned, int unknown, int audited) {

    static AuditSummary of(AuditReport report) {
        List<Verdict> verdicts =
                report.results().stream().map(AuditedObject::verdict).toList();
        return new AuditSummary(
                verdicts.size(),
                report.skipped().size(),
                count(verdicts, verdict -> verdict.decision() == Decision.DENY),
                count(verdicts, verdict -> verdict.decision() == Decision.WARN),
                count(verdicts, Verdict::hasUnknown),
                count(
                        verdicts,
                        verdict -> verdict.findings(Action.AUDIT).findAny().isPresent()));
    }

    private static int count(List<Verdict> verdicts, Predicate<Verdict> predicate) {
        return (int) verdicts.stream().filter(predicate).count();
    }

    /** {@code 2 objects reviewed: 1 denied, 0 with warnings, 1 with something unknown}. */
    public String sentence() {
        return "%s reviewed: %d denied, %d with warnings, %d with something unknown%s"
                .formatted(
                        Count.of(objects, "object"),
                        denied,
                        warned,
                        unknown,
                        audited == 0 ? "" : ", %d with audit findings".formatted(audited));
    }
}
