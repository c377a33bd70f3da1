package io.eniguard.server.lead;

import io.eniguard.audit.AuditFailure;
import io.eniguard.audit.AuditReport;
import io.eniguard.audit.AuditedObject;
import io.eniguard.audit.ClusterAudit;
import io.eniguard.audit.ReportEntry;
import io.eniguard.cluster.ObjectId;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.source.kube.ClusterPages;
import io.eniguard.tree.Place;
import io.eniguard.tree.PlacedObject;
import io.eniguard.tree.Tree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One audit of the whole cluster. The objects are listed page by page. Passing objects are only counted. A kind that cannot be listed, or
 * an object that cannot be judged, does not affect the others.
 */
public final class AuditRun {

    private static final Place PLACE = new Place("kube", 1);

    /** The kinds that are judged together, because a finding about an EC2NodeClass covers its NodePools. Others are judged page by page. */
    private static final List<List<ReviewedKind>> BATCHES = List.of(
            List.of(ReviewedKind.ENI_CONFIG),
            List.of(ReviewedKind.NODE),
            List.of(ReviewedKind.DAEMON_SET),
            List.of(ReviewedKind.NODE_CLASS, ReviewedKind.NODE_POOL, ReviewedKind.AUTO_NODE_CLASS),
            List.of(ReviewedKind.POLICY));

    private final Pages pages;
    private final Supplier<ClusterAudit> audits;
    private final BooleanSupplier isLeader;
    private final Consumer<AuditFailure> failureLog;
    private final Map<ReviewedKind, Tally> tallies = new EnumMap<>(ReviewedKind.class);

    /** Reads a page of the objects of a kind, as {@link ClusterPages#read} does. */
    public interface Pages {
        ClusterPages.Page read(ReviewedKind kind, Optional<String> token) throws IOException;
    }

    private static final class Tally {
        private final List<ReportEntry> entries = new ArrayList<>();
        private long passing;
        private final Set<String> unjudged = new HashSet<>();
        private Optional<String> trouble = Optional.empty();

        AuditedKind outcome() {
            return new AuditedKind(entries, passing, unjudged, trouble);
        }
    }

    /**
     * @param audits returns an audit in the world of this moment. Objects are judged in a world that is newer than their list.
     * @param isLeader asked before each page; the audit ends when this replica no longer leads
     * @param failureLog receives the objects that could not be judged
     */
    public AuditRun(
            Pages pages, Supplier<ClusterAudit> audits, BooleanSupplier isLeader, Consumer<AuditFailure> failureLog) {
        this.pages = pages;
        this.audits = audits;
        this.isLeader = isLeader;
        this.failureLog = failureLog;
    }

    /** Returns the outcome for each kind that can be audited; empty if this replica no longer leads. */
    public Optional<Map<ReviewedKind, AuditedKind>> run() {
        for (List<ReviewedKind> batch : BATCHES) {
            List<Tree> together = new ArrayList<>();
            batch.forEach(kind -> {
                tallies.put(kind, new Tally());
                read(kind, batch.size() == 1 ? this::judge : together::addAll);
            });
            judge(together);
        }
        if (!isLeader.getAsBoolean()) {
            return Optional.empty();
        }
        Map<ReviewedKind, AuditedKind> outcome = new EnumMap<>(ReviewedKind.class);
        tallies.forEach((kind, tally) -> outcome.put(kind, tally.outcome()));
        return Optional.of(outcome);
    }

    private void read(ReviewedKind kind, Consumer<List<Tree>> sink) {
        Optional<String> token = Optional.empty();
        try {
            do {
                if (!isLeader.getAsBoolean()) {
                    return;
                }
                ClusterPages.Page page = pages.read(kind, token);
                sink.accept(page.objects());
                token = page.next();
            } while (token.isPresent());
        } catch (IOException e) {
            tally(kind).trouble = Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private void judge(List<Tree> objects) {
        Map<ObjectId, String> uids = new HashMap<>();
        List<PlacedObject> placed = new ArrayList<>();
        for (Tree object : objects) {
            uids.put(ObjectId.of(object), object.text("metadata", "uid").orElse(""));
            placed.add(new PlacedObject(object, PLACE));
        }
        AuditReport report = audits.get().ofExisting(placed);
        report.results().forEach(result -> add(result, uids.getOrDefault(result.id(), "")));
        for (AuditFailure failure : report.failures()) {
            String uid = uids.getOrDefault(failure.id(), "");
            kindOf(failure.id()).ifPresent(kind -> tally(kind).unjudged.add(uid));
            failureLog.accept(failure);
        }
    }

    private void add(AuditedObject result, String uid) {
        kindOf(result.id()).ifPresent(kind -> {
            List<ReportEntry> entries = ReportEntry.of(result, uid);
            tally(kind).entries.addAll(entries);
            tally(kind).passing += entries.isEmpty() ? 1 : 0;
        });
    }

    private Tally tally(ReviewedKind kind) {
        return tallies.computeIfAbsent(kind, unknown -> new Tally());
    }

    private static Optional<ReviewedKind> kindOf(ObjectId id) {
        return ClusterPages.KINDS.stream()
                .filter(kind -> kind.kind().equals(id.kind()) && kind.group().equals(id.group()))
                .findFirst();
    }
}
