package io.eniguard.server.lead;

import io.eniguard.audit.ReportPlan;
import io.eniguard.audit.ResultDigest;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.kube.RefusedRequestException;
import io.eniguard.kube.ReportRequests.ReportKind;
import io.eniguard.kube.ReportStore;
import io.eniguard.server.settings.AuditSettings.Reports;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Writes the outcome of an audit as reports. The reports are read before each write, so that the result does not depend on what this
 * process remembers: two leaders at the same time write the same, and the slower one gets a conflict.
 */
final class ReportPublisher {

    private static final int REFUSED = 403;
    private static final int CHANGED = 409;
    private static final int LARGE = 413;
    private static final int TOO_MANY = 429;

    /** The smallest size limit for reports. A single result can have several kilobytes. */
    private static final int FEWEST_BYTES = 32 << 10;

    private final ReportStore requests;
    private final Reports choice;
    private final BooleanSupplier isLeader;
    private final Consumer<WriteOutcome> counter;
    private boolean isMissing;
    private boolean isCleared;
    private int mostBytes = ReportPlan.MOST_BYTES;

    /** The outcomes of attempts to write a report, for the metric. */
    enum WriteOutcome {
        WRITTEN,
        DELETED,
        FORBIDDEN,
        CONFLICT,
        TOO_LARGE,
        THROTTLED,
        FAILED,
        /** No report resource is installed. */
        MISSING;

        static WriteOutcome of(IOException failure) {
            if (!(failure instanceof RefusedRequestException refused)) {
                return FAILED;
            }
            return switch (refused.status()) {
                case REFUSED -> FORBIDDEN;
                case CHANGED -> CONFLICT;
                case LARGE -> TOO_LARGE;
                case TOO_MANY -> THROTTLED;
                default -> FAILED;
            };
        }
    }

    /** Whether the reports that existed before a publication are known. */
    enum Access {
        /** No reports are wanted, or the cluster has no resource for them. */
        NONE,
        UNREADABLE,
        READ
    }

    /**
     * The outcome of a publication.
     *
     * @param before the results in the reports before the publication; no results if the reports could not be read
     * @param trouble the reason why the reports are not up to date; empty if they are, or if the cluster has no resource for reports and no
     *     resource was chosen
     * @param retryAfter the delay that the API server requests before the next attempt; empty if it requests none
     */
    record Published(
            Access access, List<ResultDigest> before, Optional<String> trouble, Optional<Duration> retryAfter) {

        Published {
            before = List.copyOf(before);
        }

        private static Published of(Access access, List<ResultDigest> before, IOException failure) {
            return new Published(
                    access,
                    before,
                    Optional.of(String.valueOf(failure.getMessage())),
                    failure instanceof RefusedRequestException refused ? refused.retryAfter() : Optional.empty());
        }
    }

    /**
     * @param isLeader asked before each write
     * @param counter counts the attempts to write
     */
    ReportPublisher(ReportStore requests, Reports choice, BooleanSupplier isLeader, Consumer<WriteOutcome> counter) {
        this.requests = requests;
        this.choice = choice;
        this.isLeader = isLeader;
        this.counter = counter;
    }

    /** Makes the reports describe the outcome. The reports about a kind that could not be listed stay as they are. */
    Published publish(Map<ReviewedKind, AuditedKind> outcome, Instant now) {
        if (choice == Reports.NONE) {
            return clear();
        }
        Access access = Access.UNREADABLE;
        List<ResultDigest> before = List.of();
        try {
            Optional<ReportKind> kind = kind();
            if (kind.isEmpty()) {
                return missing();
            }
            isMissing = false;
            Set<String> unjudged = new HashSet<>();
            outcome.values().forEach(audited -> unjudged.addAll(audited.unjudged()));
            StoredReports stored = StoredReports.read(requests, kind.get(), unjudged);
            before = stored.results();
            access = Access.READ;
            ReportWriting writing = new ReportWriting(requests, kind.get(), stored, mostBytes, isLeader, counter);
            writing.write(outcome, now);
            if (writing.isTooLarge()) {
                mostBytes = Math.max(mostBytes / 2, FEWEST_BYTES);
            }
            deleteAll(kind.get() == ReportKind.OPENREPORTS ? ReportKind.WGPOLICYK8S : ReportKind.OPENREPORTS);
            return new Published(access, before, writing.trouble(), writing.retryAfter());
        } catch (IOException e) {
            counter.accept(WriteOutcome.of(e));
            return Published.of(access, before, e);
        }
    }

    /** Deletes the reports that were written before reports were switched off, because they would never be updated again. */
    private Published clear() {
        try {
            if (!isCleared) {
                for (ReportKind kind : ReportKind.values()) {
                    deleteAll(kind);
                }
                isCleared = isLeader.getAsBoolean();
            }
            return new Published(Access.NONE, List.of(), Optional.empty(), Optional.empty());
        } catch (IOException e) {
            counter.accept(WriteOutcome.of(e));
            return Published.of(Access.NONE, List.of(), e);
        }
    }

    /** A cluster without a resource for reports is a failure only if somebody has chosen the resource. */
    private Published missing() {
        boolean isChosen = choice != Reports.AUTO;
        if (isChosen || !isMissing) {
            counter.accept(WriteOutcome.MISSING);
        }
        isMissing = true;
        return new Published(
                Access.NONE,
                List.of(),
                isChosen ? Optional.of("the cluster has no resource for reports") : Optional.empty(),
                Optional.empty());
    }

    private Optional<ReportKind> kind() throws IOException {
        for (ReportKind kind : ReportKind.values()) {
            boolean isWanted = choice == Reports.AUTO || choice.name().equals(kind.name());
            if (isWanted && requests.isServed(kind)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /**
     * Deletes the reports in a resource that is no longer used. If eniguard may not list them, it has probably never written any, so this
     * is no failure.
     */
    private void deleteAll(ReportKind kind) throws IOException {
        try {
            if (requests.isServed(kind)) {
                for (StoredReport report :
                        StoredReports.read(requests, kind, Set.of()).byName().values()) {
                    if (isLeader.getAsBoolean() && report.name().startsWith(ReportWriting.PREFIX)) {
                        requests.delete(kind, report.name(), report.resourceVersion());
                        counter.accept(WriteOutcome.DELETED);
                    }
                }
            }
        } catch (RefusedRequestException e) {
            if (!e.isForbidden()) {
                throw e;
            }
        }
    }
}
