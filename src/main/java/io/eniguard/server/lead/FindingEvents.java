package io.eniguard.server.lead;

import io.eniguard.audit.ReportEntry;
import io.eniguard.clock.WorldClock;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.kube.EventRequests;
import io.eniguard.kube.RefusedRequestException;
import io.eniguard.server.lead.ReportPublisher.Access;
import io.eniguard.server.lead.ReportPublisher.Published;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Creates an Event on the object for each finding that appears or changes. Events are hints with a limited rate. The reports are the record.
 * Not safe for use by several threads.
 */
final class FindingEvents {

    static final int PER_MINUTE = 25;

    private static final int THROTTLED = 429;

    private final Sender sender;
    private final BooleanSupplier isLeader;
    private final AuditMetrics metrics;
    private final LongSupplier nanoTime;
    private final RateLimit limit;
    private @Nullable KnownFindings known;

    /** Creates an Event at the API server. */
    interface Sender {
        void create(EventRequests.Warning warning, Instant now) throws IOException;
    }

    /**
     * @param isLeader asked before each Event
     * @param nanoTime the monotonic clock
     */
    FindingEvents(Sender sender, BooleanSupplier isLeader, AuditMetrics metrics, LongSupplier nanoTime) {
        this.sender = sender;
        this.isLeader = isLeader;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
        this.limit = new RateLimit(PER_MINUTE, nanoTime);
    }

    /** Forgets all findings. A replica that leads again reads them from the reports. */
    void forget() {
        known = null;
    }

    /**
     * Announces the findings of an audit. Findings without an Event, because there were too many or the API server refused it, are
     * announced after the next audit.
     *
     * @param reports the reports before this audit. If there were none, the first audit announces nothing, because an earlier leader may
     *     have done so. If they could not be read, a later audit is the first one.
     * @return the reason why Events could not be created; empty if there was no failure
     */
    Optional<String> announce(Map<ReviewedKind, AuditedKind> outcome, Published reports) {
        KnownFindings current = known;
        long now = nanoTime.getAsLong();
        if (current == null) {
            if (reports.access() == Access.UNREADABLE) {
                return Optional.empty();
            }
            current = new KnownFindings();
            known = current;
            if (reports.access() == Access.NONE) {
                KnownFindings all = current;
                all.fresh(outcome, now).forEach(entry -> all.announced(entry, now));
                return Optional.empty();
            }
            current.learn(reports.before(), now);
        }
        return send(current.fresh(outcome, now), current);
    }

    private Optional<String> send(List<ReportEntry> fresh, KnownFindings current) {
        Optional<String> trouble = Optional.empty();
        int tried = 0;
        for (ReportEntry entry : fresh) {
            if (!isLeader.getAsBoolean()) {
                return trouble;
            } else if (!limit.take()) {
                metrics.events("dropped", fresh.size() - tried);
                return trouble;
            }
            tried++;
            try {
                sender.create(
                        new EventRequests.Warning(
                                entry.reference(),
                                reason(entry.rule()),
                                entry.judged().line()),
                        WorldClock.now());
                current.announced(entry, nanoTime.getAsLong());
                metrics.events("sent", 1);
            } catch (IOException e) {
                metrics.events("failed", 1);
                trouble = Optional.of(String.valueOf(e.getMessage()));
                if (isOverloaded(e)) {
                    return trouble;
                }
            }
        }
        return trouble;
    }

    /** Returns whether the API server refuses or leaves unanswered any request, not only the one about this Event. */
    private static boolean isOverloaded(IOException failure) {
        return !(failure instanceof RefusedRequestException refused) || refused.status() == THROTTLED;
    }

    /** Returns the rule's id in CamelCase, such as {@code SubnetZone} for {@code subnet-zone}. */
    static String reason(String rule) {
        return Stream.of(rule.split("[^A-Za-z0-9]+"))
                .filter(word -> !word.isEmpty())
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }
}
