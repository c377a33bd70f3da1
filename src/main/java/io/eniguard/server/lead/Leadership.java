package io.eniguard.server.lead;

import io.eniguard.clock.WorldClock;
import io.eniguard.kube.ApiRequests;
import io.eniguard.kube.LeaseRequests;
import io.eniguard.kube.RefusedRequestException;
import io.eniguard.server.settings.CertificateSettings;
import io.eniguard.server.settings.LimitedLog;
import io.eniguard.server.settings.ServerSettings;
import io.eniguard.threads.DaemonThreads;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes part in the election of the leader while the server runs. Without permission to use the Lease, this replica never leads, and
 * everything else works as before.
 */
@Singleton
class Leadership {

    private static final Logger LOG = Logger.getLogger(Leadership.class);

    static final String LEASE_NAME = "eniguard";

    /** An attempt needs two requests and takes at most half of the deadline, so one slow attempt does not end the leadership. */
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(2);

    /** The order of the first steps of the shutdown: all writes that only a leader may make end before the lease is given back. */
    static final int WRITES_END = 1;

    /** The lease is given back before the connections are drained, which may take longer than the lease. */
    static final int LEASE_ENDS = 2;

    private final ServerSettings settings;
    private final CertificateSettings certificates;
    private final Instance<KubernetesClient> client;
    private final MeterRegistry registry;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("lease"));
    private final LimitedLog log = new LimitedLog((line, failure) -> LOG.warn(line, failure));

    private final String process = newProcess();
    private volatile @Nullable LeaderElection election;
    private volatile Optional<String> trouble = Optional.empty();
    private boolean wasLeader;

    Leadership(
            ServerSettings settings,
            CertificateSettings certificates,
            Instance<KubernetesClient> client,
            MeterRegistry registry) {
        this.settings = settings;
        this.certificates = certificates;
        this.client = client;
        this.registry = registry;
    }

    void start(@Observes StartupEvent event) {
        boolean isNeeded = settings.audit().isPresent() || certificates.isAutomatic();
        double withoutLease = isNeeded ? 0 : Double.NaN;
        Gauge.builder("eniguard.leader", this, leadership -> leadership.leader() ? 1 : withoutLease)
                .description("1 in the replica that audits the cluster, 0 in the others; NaN if the audit is off")
                .register(registry);
        if (isNeeded) {
            elect();
        }
    }

    private void elect() {
        LeaderElection started = new LeaderElection(
                new LeaseRequests(new ApiRequests(client.get()), certificates.namespace(), LEASE_NAME, REQUEST_LIMIT),
                process,
                System::nanoTime,
                WorldClock::now);
        election = started;
        failures("forbidden");
        failures("failed");
        Runnable step = new GuardedStep(() -> step(started), bug -> failed("failed", bug.toString(), bug));
        Future<?> unused =
                thread.scheduleWithFixedDelay(step, 0, LeaderElection.RETRY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Returns a name that people recognize and that no other process has, such as {@code eniguard-7d4b9c-x2x7p_0f0c…}. */
    private static String newProcess() {
        String pod = Optional.ofNullable(System.getenv("POD_NAME"))
                .or(() -> Optional.ofNullable(System.getenv("HOSTNAME")))
                .filter(name -> !name.isEmpty())
                .orElse("eniguard");
        return pod + "_" + UUID.randomUUID();
    }

    /** Returns whether this replica leads now. It must be asked again before each write. */
    boolean leader() {
        LeaderElection current = election;
        return current != null && current.leader();
    }

    /** Returns the number of times that this replica has become the leader. */
    long term() {
        LeaderElection current = election;
        return current == null ? 0 : current.term();
    }

    /** Returns the name of this process in the Lease. */
    String process() {
        return process;
    }

    /** Returns the reason why the last attempt to read or write the Lease failed; empty if it succeeded. */
    Optional<String> trouble() {
        return trouble;
    }

    private void step(LeaderElection current) {
        try {
            attempt(current);
        } finally {
            logChange(current.leader());
            log.flush();
        }
    }

    private void attempt(LeaderElection current) {
        try {
            current.attempt();
            trouble = Optional.empty();
        } catch (IOException e) {
            boolean isForbidden = e instanceof RefusedRequestException refused && refused.isForbidden();
            failed(isForbidden ? "forbidden" : "failed", String.valueOf(e.getMessage()), null);
        }
    }

    private void failed(String outcome, String reason, @Nullable Throwable bug) {
        trouble = Optional.of(reason);
        failures(outcome).increment();
        log.log(outcome, "The Lease %s cannot be used: %s".formatted(LEASE_NAME, reason), bug);
    }

    private Counter failures(String outcome) {
        return Counter.builder("eniguard.lease.failures")
                .description("Failed attempts to read or write the Lease that decides which replica audits")
                .tag("outcome", outcome)
                .register(registry);
    }

    private void logChange(boolean isLeader) {
        if (isLeader != wasLeader) {
            wasLeader = isLeader;
            LOG.info(isLeader ? leads() : "This replica no longer leads");
        }
    }

    private String leads() {
        return settings.audit().isPresent() ? "This replica leads: it audits the cluster" : "This replica leads";
    }

    void stop(@Observes @Priority(LEASE_ENDS) ShutdownEvent event) {
        thread.shutdownNow();
        LeaderElection current = election;
        if (current == null) {
            return;
        }
        try {
            current.giveBack();
        } catch (IOException | RuntimeException e) {
            LOG.infof("The Lease %s was not given back, so it expires: %s", LEASE_NAME, e.getMessage());
        }
    }
}
