package io.eniguard.server.lead;

import io.eniguard.audit.ReportEntry;
import java.util.List;
import java.util.Optional;

/**
 * The outcome of an audit for the objects of one kind.
 *
 * @param entries the findings
 * @param passing the number of objects without findings
 * @param failures the number of objects that could not be judged
 * @param trouble the reason why not all objects could be listed; empty if all were listed
 */
record AuditedKind(List<ReportEntry> entries, long passing, long failures, Optional<String> trouble) {

    AuditedKind {
        entries = List.copyOf(entries);
    }
}
