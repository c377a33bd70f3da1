package io.eniguard.server.lead;

import io.eniguard.audit.ReportEntry;
import java.util.Comparator;

/** The tags under which findings of one kind of objects are counted. */
record FindingSort(String rule, String action) implements Comparable<FindingSort> {

    private static final Comparator<FindingSort> ORDER =
            Comparator.comparing(FindingSort::rule).thenComparing(FindingSort::action);

    static FindingSort of(ReportEntry entry) {
        return new FindingSort(entry.rule(), entry.judged().action().word());
    }

    @Override
    public int compareTo(FindingSort other) {
        return ORDER.compare(this, other);
    }
}
