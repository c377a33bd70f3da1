package io.eniguard.server.lead;

import io.eniguard.audit.ReportEntry;
import io.eniguard.audit.ReportOutcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The outcome of an audit for the objects of one kind.
 *
 * @param entries the findings
 * @param passing the number of objects without findings
 * @param unjudged the uids of the objects that could not be judged
 * @param trouble the reason why not all objects could be listed; empty if all were listed
 */
public record AuditedKind(List<ReportEntry> entries, long passing, Set<String> unjudged, Optional<String> trouble) {

    public AuditedKind {
        entries = List.copyOf(entries);
        unjudged = Set.copyOf(unjudged);
    }

    /** Returns the number of findings of each sort. */
    Map<FindingSort, Long> counts() {
        Map<FindingSort, Long> counts = new TreeMap<>();
        entries.forEach(entry -> counts.merge(FindingSort.of(entry), 1L, Long::sum));
        return counts;
    }

    /** Returns the number of violations by the policy that decides their action, or {@link ReportEntry#BUILT_IN}. */
    Map<String, Long> violations() {
        return entries.stream()
                .filter(entry -> !entry.isExempted() && entry.outcome() != ReportOutcome.ERROR)
                .collect(Collectors.groupingBy(ReportEntry::policy, Collectors.counting()));
    }
}
