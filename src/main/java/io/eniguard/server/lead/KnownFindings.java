package io.eniguard.server.lead;

import io.eniguard.audit.ReportEntry;
import io.eniguard.audit.ReportOutcome;
import io.eniguard.audit.ReportedResult;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.tree.Tree;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The findings that need no further Event. Findings that deny or warn are announced when they appear or when their statement
 * changes. Unknowns, exempted findings and audit findings are not announced.
 */
final class KnownFindings {

    /** A known finding: its statement, and the object that it is about. */
    private record Known(String statement, String uid, String kind) {

        static Known of(ReportEntry entry) {
            return of(new ReportedResult(entry.toTree(Instant.EPOCH)));
        }

        static Known of(ReportedResult result) {
            Tree object = result.tree().trees("resources").stream().findFirst().orElse(Tree.EMPTY);
            return new Known(
                    result.statement(), result.uid(), object.text("kind").orElse(""));
        }
    }

    private final Map<String, Known> known = new HashMap<>();

    /** Adds the results in a report of an earlier leader. */
    void learn(List<ReportedResult> results) {
        results.forEach(result -> known.put(result.id(), Known.of(result)));
    }

    /**
     * Records the findings of an audit that need no Event, and returns the others, the strictest first. They are returned after each audit
     * until they are {@linkplain #announced announced}.
     */
    List<ReportEntry> fresh(Map<ReviewedKind, AuditedKind> outcome) {
        List<ReportEntry> fresh = new ArrayList<>();
        Map<String, Known> next = new HashMap<>();
        Set<String> unclear = new HashSet<>();
        outcome.forEach((kind, audited) -> {
            audited.trouble().ifPresent(reason -> unclear.add(kind.kind()));
            unclear.addAll(audited.unjudged());
            for (ReportEntry entry : audited.entries()) {
                if (entry.outcome() == ReportOutcome.ERROR) {
                    unclear.add(entry.uid());
                } else {
                    Known old = known.get(entry.resultId());
                    Known now = Known.of(entry);
                    if (!isAnnounced(entry) || now.equals(old)) {
                        next.put(entry.resultId(), now);
                    } else {
                        fresh.add(entry);
                        if (old != null) {
                            next.put(entry.resultId(), old);
                        }
                    }
                }
            }
        });
        // A finding that cannot be judged for a while is not new afterwards.
        known.forEach((id, old) -> {
            if (unclear.contains(old.uid()) || unclear.contains(old.kind())) {
                next.putIfAbsent(id, old);
            }
        });
        known.clear();
        known.putAll(next);
        fresh.sort(Comparator.comparing(ReportEntry::outcome));
        return fresh;
    }

    /** Records that there is an Event about the finding. */
    void announced(ReportEntry entry) {
        known.put(entry.resultId(), Known.of(entry));
    }

    private static boolean isAnnounced(ReportEntry entry) {
        return !entry.isExempted() && (entry.outcome() == ReportOutcome.FAIL || entry.outcome() == ReportOutcome.WARN);
    }
}
