package io.eniguard.server.lead;

import io.eniguard.kube.ApiRequests;
import io.eniguard.kube.EventRequests;
import io.eniguard.kube.PolicyRequests;
import io.eniguard.server.facts.PolicySource;
import io.eniguard.server.settings.LimitedLog;
import io.eniguard.server.settings.ServerSettings;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Writes the status of the cluster's policies while this replica leads. Without permission to do so, everything else works as before. */
@Singleton
class PolicyReporting {

    private static final Logger LOG = Logger.getLogger(PolicyReporting.class);

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final ServerSettings settings;
    private final Instance<KubernetesClient> client;
    private final Leadership leadership;
    private final PolicySource source;
    private final AuditMetrics audits;
    private final MeterRegistry registry;
    private final LimitedLog log = new LimitedLog((line, failure) -> LOG.warn(line, failure));
    private final LeaderThread thread = new LeaderThread("policy-status");
    private final LeadTerm term;
    private volatile Optional<String> trouble = Optional.empty();

    PolicyReporting(
            ServerSettings settings,
            Instance<KubernetesClient> client,
            Leadership leadership,
            PolicySource source,
            AuditMetrics audits,
            MeterRegistry registry) {
        this.settings = settings;
        this.client = client;
        this.leadership = leadership;
        this.term = new LeadTerm(leadership::leader, leadership::term);
        this.source = source;
        this.audits = audits;
        this.registry = registry;
    }

    void start(@Observes StartupEvent event) {
        if (settings.audit().isEmpty()) {
            return;
        }
        ApiRequests requests = new ApiRequests(client.get());
        Stream.of("written", "conflict", "forbidden", "failed").forEach(this::writes);
        PolicyStatuses statuses = new PolicyStatuses(
                new PolicyRequests(requests, LeaderElection.WRITE_LIMIT)::writeStatus,
                new EventRequests(requests, leadership.process(), LeaderElection.WRITE_LIMIT)::create,
                term::lasts,
                outcome -> writes(outcome).increment(),
                System::nanoTime);
        thread.repeat(
                new GuardedStep(
                        () -> look(statuses),
                        bug -> failed("The status of the policies cannot be written: a bug in eniguard", bug)),
                LOOK);
    }

    /** Waits for the write that is still running, so that no write of this replica follows the first one of the next leader. */
    void stop(@Observes @Priority(Leadership.WRITES_END) ShutdownEvent event) {
        term.end();
        thread.stop(LeaderElection.WRITE_LIMIT);
    }

    /** Returns the reason why the status of a policy could not be written; empty if it could, or if this replica does not lead. */
    Optional<String> trouble() {
        return trouble;
    }

    private void look(PolicyStatuses statuses) {
        try {
            if (!term.lasts()) {
                term.begin();
            }
            Optional<String> next = term.lasts() && source.areKnown()
                    ? statuses.update(source.policies(), audits.violations(term.begun()))
                    : Optional.empty();
            if (!next.equals(trouble)) {
                trouble = next;
                next.ifPresent(reason -> failed("The status of the policies is not up to date: " + reason, null));
            }
        } finally {
            log.flush();
        }
    }

    private void failed(String line, @Nullable Throwable bug) {
        log.log(bug == null ? "failed" : "bug", line, bug);
    }

    private Counter writes(String outcome) {
        return Counter.builder("eniguard.policy.status.writes")
                .description("Attempts to write the status of a policy")
                .tag("outcome", outcome)
                .register(registry);
    }
}
