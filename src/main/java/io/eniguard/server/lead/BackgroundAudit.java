package io.eniguard.server.lead;

import io.eniguard.kube.ApiRequests;
import io.eniguard.kube.EventRequests;
import io.eniguard.kube.ReportRequests;
import io.eniguard.policy.Point;
import io.eniguard.policy.Policies;
import io.eniguard.review.Reviewer;
import io.eniguard.server.facts.Knowledge;
import io.eniguard.server.facts.Sources;
import io.eniguard.server.settings.AuditSettings;
import io.eniguard.server.settings.LimitedLog;
import io.eniguard.server.settings.ServerSettings;
import io.eniguard.source.kube.ClusterPages;
import io.eniguard.vpc.VpcLayout;
import io.eniguard.vpc.VpcSnapshot;
import io.eniguard.world.World;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Audits the cluster in the background while this replica leads. The audit has one thread of low priority, and it lists the objects from
 * the API server instead of reading them from the watch, because the watch keeps only the fields that rules read of other objects.
 */
@Singleton
class BackgroundAudit {

    private static final Logger LOG = Logger.getLogger(BackgroundAudit.class);

    private static final Duration LOOK = Duration.ofMillis(500);

    private static final Duration PAGE_LIMIT = Duration.ofSeconds(20);

    /** The longest time that the first audit waits for facts about the VPC. Without them, most findings would be unknowns. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

    private final ServerSettings settings;
    private final Instance<KubernetesClient> client;
    private final Leadership leadership;
    private final Knowledge knowledge;
    private final Sources sources;
    private final AuditMetrics metrics;
    private final LimitedLog log = new LimitedLog((line, failure) -> LOG.warn(line, failure));
    private final LeaderThread thread = new LeaderThread("audit");

    private final LeadTerm term;
    private final long startedNanos = System.nanoTime();
    private @Nullable AuditSchedule schedule;
    private @Nullable Instant seenCluster;
    private Policies seenPolicies = Policies.NONE;
    private @Nullable VpcSnapshot seenVpc;
    private @Nullable VpcLayout seenLayout;
    private volatile AuditState state = AuditState.NONE;

    /** The parts that send requests. */
    private record Parts(ClusterPages pages, FindingEvents events, AuditRound round) {}

    BackgroundAudit(
            ServerSettings settings,
            Instance<KubernetesClient> client,
            Leadership leadership,
            Knowledge knowledge,
            Sources sources,
            AuditMetrics metrics) {
        this.settings = settings;
        this.client = client;
        this.leadership = leadership;
        this.term = new LeadTerm(leadership::leader, leadership::term);
        this.knowledge = knowledge;
        this.sources = sources;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent event) {
        settings.audit().ifPresent(audit -> {
            ApiRequests requests = new ApiRequests(client.get());
            ReportPublisher reports = new ReportPublisher(
                    new ReportRequests(requests, PAGE_LIMIT, LeaderElection.WRITE_LIMIT),
                    audit.reports(),
                    term::lasts,
                    metrics::wrote);
            FindingEvents events = new FindingEvents(
                    new EventRequests(requests, leadership.process(), LeaderElection.WRITE_LIMIT)::create,
                    term::lasts,
                    metrics,
                    System::nanoTime);
            Reviewer reviewer = new Reviewer().at(Point.AUDIT);
            Parts parts = new Parts(
                    new ClusterPages(requests, PAGE_LIMIT),
                    events,
                    new AuditRound(reviewer, reports::publish, events, metrics, log));
            thread.repeat(new GuardedStep(() -> look(audit, parts), this::failed), LOOK);
        });
    }

    /** Waits for the current write, so that this replica writes nothing after the first write of the next leader. */
    void stop(@Observes @Priority(Leadership.WRITES_END) ShutdownEvent event) {
        term.end();
        thread.stop(LeaderElection.WRITE_LIMIT);
    }

    /** Returns the outcome of the last audit. */
    AuditState state() {
        return state;
    }

    private void look(AuditSettings audit, Parts parts) {
        try {
            lookOnce(audit, parts);
        } finally {
            log.flush();
        }
    }

    private void failed(Throwable bug) {
        AuditSchedule current = schedule;
        if (current != null) {
            current.ended(System.nanoTime(), true, Duration.ZERO);
        }
        log.log("bug", "The audit of the cluster failed: a bug in eniguard", bug);
    }

    private void lookOnce(AuditSettings audit, Parts parts) {
        if (!term.lasts()) {
            startOver(parts);
            return;
        }
        AuditSchedule current = schedule;
        if (current == null) {
            current = new AuditSchedule(audit.interval());
            schedule = current;
        }
        // A change between both calls is noticed again at the next look.
        Instant cluster = knowledge.clusterRead();
        World world = knowledge.world();
        if (isChanged(cluster, world)) {
            current.changed(System.nanoTime());
        }
        if (current.isDue(System.nanoTime()) && isKnown(world)) {
            current.started(System.nanoTime());
            Optional<AuditState> next =
                    parts.round().run(state, new PacedPages(parts.pages()::read), knowledge::world, term::lasts);
            if (next.isEmpty()) {
                startOver(parts);
                return;
            }
            show(next.get());
            current.ended(
                    System.nanoTime(),
                    !next.get().troubles().isEmpty(),
                    next.get().askedPause());
        }
    }

    /** Forgets all audits. Another replica may have audited in between, so the next audit of this replica is due at once. */
    private void startOver(Parts parts) {
        term.begin();
        schedule = null;
        parts.events().forget();
        if (!state.equals(AuditState.NONE)) {
            show(AuditState.NONE);
        }
    }

    private boolean isKnown(World world) {
        return sources.clusterIsKnown()
                && (world.vpc().knowsAnything() || System.nanoTime() - startedNanos > LONGEST_WAIT.toNanos());
    }

    private boolean isChanged(Instant cluster, World world) {
        boolean isChanged = !cluster.equals(seenCluster) || !world.policies().equals(seenPolicies);
        seenCluster = cluster;
        seenPolicies = world.policies();
        VpcSnapshot vpc = world.vpc();
        // The layout is compared only for a new snapshot, because the comparison takes time.
        if (vpc != seenVpc) {
            VpcLayout layout = VpcLayout.of(vpc);
            isChanged |= !layout.equals(seenLayout);
            seenVpc = vpc;
            seenLayout = layout;
        }
        return isChanged;
    }

    private void show(AuditState shown) {
        state = shown;
        metrics.show(shown, term.begun());
    }
}
