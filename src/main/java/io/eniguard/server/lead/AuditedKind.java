package io.eniguard.server.lead;

import io.eniguard.audit.ReportEntry;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The outcome of an audit for the objects of one kind.
 *
 * @param entries the findings
 * @param passing the number of objects without findings
 * @param unjudged the uids of the objects that could not be judged
 * @param trouble the reason why not all objects could be listed; empty if all were listed
 */
record AuditedKind(List<ReportEntry> entries, long passing, Set<String> unjudged, Optional<String> trouble) {

    static final AuditedKind NONE = new AuditedKind(List.of(), 0, Set.of(), Optional.empty());

    AuditedKind {
        entries = List.copyOf(entries);
        unjudged = Set.copyOf(unjudged);
    }
}
