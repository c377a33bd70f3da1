package io.eniguard.audit;

import io.eniguard.policy.Action;
import io.eniguard.review.Judged;
import io.eniguard.review.Verdict;
import io.eniguard.review.Verdict.Decision;
import io.eniguard.text.Count;
import java.util.List;
import java.util.function.Predicate;

/**
 * Counts the reviewed objects by result. All commands count in the same way.
 *
 * @param objects the number of reviewed objects
 * @param skipped the number of objects of kinds without rules
 * @param denied the number of objects whose strictest finding is a denial
 * @param warned the number of objects whose strictest finding is a warning; most unknowns are also warnings
 * @param unknown the number of objects with at least one unknown
 * @param audited the number of objects with at least one finding that appears only in reports and is not exempted
 * @param exempted the number of findings that an exemption covers
 */
public record AuditSummary(int objects, int skipped, int denied, int warned, int unknown, int audited, int exempted) {

    static AuditSummary of(AuditReport report) {
        List<Verdict> verdicts =
                report.results().stream().map(AuditedObject::verdict).toList();
        return new AuditSummary(
                verdicts.size(),
                report.skipped().size(),
                count(verdicts, verdict -> verdict.decision() == Decision.DENY),
                count(verdicts, verdict -> verdict.decision() == Decision.WARN),
                count(verdicts, Verdict::hasUnknown),
                count(verdicts, verdict -> verdict.findings(Action.AUDIT).anyMatch(judged -> !isExempted(judged))),
                (int) verdicts.stream()
                        .flatMap(verdict -> verdict.findings().stream())
                        .filter(AuditSummary::isExempted)
                        .count());
    }

    private static boolean isExempted(Judged judged) {
        return judged.consequence().exempted().isPresent();
    }

    private static int count(List<Verdict> verdicts, Predicate<Verdict> predicate) {
        return (int) verdicts.stream().filter(predicate).count();
    }

    /** Returns a sentence such as {@code 2 objects reviewed: 1 denied, 0 with warnings, 1 with something unknown}. */
    public String sentence() {
        return "%s reviewed: %d denied, %d with warnings, %d with something unknown%s%s"
                .formatted(
                        Count.of(objects, "object"),
                        denied,
                        warned,
                        unknown,
                        audited == 0 ? "" : ", %d with audit findings".formatted(audited),
                        exempted == 0 ? "" : ", %s exempted".formatted(Count.of(exempted, "finding")));
    }
}
