package io.eniguard.server.lead;

import io.eniguard.audit.ContentHash;
import io.eniguard.audit.ReportEntry;
import io.eniguard.audit.ReportOutcome;
import io.eniguard.audit.ResultDigest;
import io.eniguard.cluster.ReviewedKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The findings that need no further Event. Findings that deny or warn are announced when they appear or when their message changes. If only
 * numbers in the message change, such as the free addresses of a subnet, they are announced at most once in {@link #NUMBERS}. Unknowns,
 * exempted findings and audit findings are not announced. All times are of a monotonic clock, in nanoseconds.
 */
final class KnownFindings {

    static final Duration NUMBERS = Duration.ofHours(1);

    /** A known finding: its message, the object that it is about, its rule, and the time of its last Event. */
    private record Known(
            ContentHash message, ContentHash statement, String uid, String kind, String rule, long announcedNanos) {

        static Known of(ResultDigest result, long now) {
            return new Known(result.message(), result.statement(), result.uid(), result.kind(), result.rule(), now);
        }

        /** Returns whether the message is the same, apart from its numbers. */
        boolean isLike(ResultDigest result) {
            return statement.equals(result.statement());
        }

        boolean needsNoEvent(ResultDigest result, long now) {
            return isLike(result) && (message.equals(result.message()) || now - announcedNanos < NUMBERS.toNanos());
        }
    }

    /** What an audit could not judge. */
    private static final class Unclear {

        private final Set<String> kinds = new HashSet<>();
        private final Set<String> uids = new HashSet<>();
        private final Map<String, Set<String>> rulesByUid = new HashMap<>();

        void add(ReviewedKind kind, AuditedKind audited) {
            audited.trouble().ifPresent(reason -> kinds.add(kind.kind()));
            uids.addAll(audited.unjudged());
            audited.entries().stream()
                    .filter(entry -> entry.outcome() == ReportOutcome.ERROR)
                    .forEach(this::add);
        }

        private void add(ReportEntry entry) {
            if (entry.isForOtherRules()) {
                uids.add(entry.uid());
            } else {
                rulesByUid.computeIfAbsent(entry.uid(), uid -> new HashSet<>()).add(entry.rule());
            }
        }

        boolean contains(Known finding) {
            return kinds.contains(finding.kind())
                    || uids.contains(finding.uid())
                    || rulesByUid.getOrDefault(finding.uid(), Set.of()).contains(finding.rule());
        }
    }

    private final Map<String, Known> known = new HashMap<>();

    /** Adds the results in the reports of an earlier leader. */
    void learn(List<ResultDigest> results, long now) {
        results.forEach(result -> known.put(result.id(), Known.of(result, now)));
    }

    /**
     * Records the findings of an audit that need no Event, and returns the others. New findings come before findings whose numbers have
     * changed. Within each group, stricter findings come first. All of them are returned after each audit until they are {@linkplain
     * #announced announced}.
     */
    List<ReportEntry> fresh(Map<ReviewedKind, AuditedKind> outcome, long now) {
        List<ReportEntry> fresh = new ArrayList<>();
        Map<String, Known> next = new HashMap<>();
        Unclear unclear = new Unclear();
        outcome.forEach((kind, audited) -> {
            unclear.add(kind, audited);
            for (ReportEntry entry : audited.entries()) {
                if (entry.outcome() == ReportOutcome.ERROR) {
                    continue;
                }
                Known old = known.get(entry.resultId());
                if (!isAnnounced(entry)) {
                    next.put(entry.resultId(), Known.of(entry.digest(), now));
                } else if (old == null) {
                    fresh.add(entry);
                } else {
                    next.put(entry.resultId(), old);
                    if (!old.needsNoEvent(entry.digest(), now)) {
                        fresh.add(entry);
                    }
                }
            }
        });
        // A finding that cannot be judged for a while is not new afterwards.
        known.forEach((id, old) -> {
            if (unclear.contains(old)) {
                next.putIfAbsent(id, old);
            }
        });
        known.clear();
        known.putAll(next);
        fresh.sort(Comparator.comparing(this::hasOnlyOtherNumbers).thenComparing(ReportEntry::outcome));
        return fresh;
    }

    private boolean hasOnlyOtherNumbers(ReportEntry entry) {
        Known old = known.get(entry.resultId());
        return old != null && old.isLike(entry.digest());
    }

    /** Records that there is an Event about the finding. */
    void announced(ReportEntry entry, long now) {
        known.put(entry.resultId(), Known.of(entry.digest(), now));
    }

    private static boolean isAnnounced(ReportEntry entry) {
        return !entry.isExempted() && (entry.outcome() == ReportOutcome.FAIL || entry.outcome() == ReportOutcome.WARN);
    }
}
