package io.eniguard.server.lead;

import io.eniguard.kube.ApiRequests;
import io.eniguard.kube.EventRequests;
import io.eniguard.kube.NodeRequests;
import io.eniguard.review.LabelCatchUp.NodeLabel;
import io.eniguard.server.facts.Knowledge;
import io.eniguard.server.facts.Sources;
import io.eniguard.server.settings.LimitedLog;
import io.eniguard.server.settings.ServerSettings;
import io.eniguard.tree.Tree;
import io.eniguard.world.World;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.Counter;
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
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Labels the nodes that registered while eniguard was away or before the first ENIConfig, while this replica leads. Without permission to do
 * so, everything else works as before.
 */
@Singleton
class NodeCatchUp {

    private static final Logger LOG = Logger.getLogger(NodeCatchUp.class);

    private static final Duration LOOK = Duration.ofMillis(500);

    /** The longest wait for facts about the VPC after the start. The facts show which nodes have run pods. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final ServerSettings settings;
    private final Instance<KubernetesClient> client;
    private final Leadership leadership;
    private final Knowledge knowledge;
    private final Sources sources;
    private final MeterRegistry registry;
    private final LimitedLog log = new LimitedLog((line, failure) -> LOG.warn(line, failure));
    private final LeaderThread thread = new LeaderThread("node-catch-up");
    private final LeadTerm term;
    private final long startedNanos = System.nanoTime();
    private volatile Optional<String> trouble = Optional.empty();

    NodeCatchUp(
            ServerSettings settings,
            Instance<KubernetesClient> client,
            Leadership leadership,
            Knowledge knowledge,
            Sources sources,
            MeterRegistry registry) {
        this.settings = settings;
        this.client = client;
        this.leadership = leadership;
        this.term = new LeadTerm(leadership::leader, leadership::term);
        this.knowledge = knowledge;
        this.sources = sources;
        this.registry = registry;
    }

    /** The requests about nodes. */
    private record Requests(NodeRequests requests) implements LateLabels.NodeStore {

        @Override
        public Optional<Tree> read(String name) throws IOException {
            return requests.read(name);
        }

        @Override
        public void label(Tree node, NodeLabel label) throws IOException {
            requests.label(node, label.key(), label.eniConfig());
        }
    }

    void start(@Observes StartupEvent event) {
        if (settings.audit().isEmpty()) {
            return;
        }
        ApiRequests requests = new ApiRequests(client.get());
        Stream.of("written", "conflict", "forbidden", "failed").forEach(this::writes);
        LateLabels labels = new LateLabels(
                new Requests(new NodeRequests(requests, LeaderElection.WRITE_LIMIT)),
                new EventRequests(requests, leadership.process(), LeaderElection.WRITE_LIMIT)::inform,
                term::lasts,
                outcome -> writes(outcome).increment(),
                System::nanoTime);
        thread.repeat(
                new GuardedStep(() -> look(labels), bug -> failed("Nodes cannot be labelled: a bug in eniguard", bug)),
                LOOK);
    }

    /** Waits for the write that is still running, so that no write of this replica follows the first one of the next leader. */
    void stop(@Observes @Priority(Leadership.WRITES_END) ShutdownEvent event) {
        term.end();
        thread.stop(LeaderElection.WRITE_LIMIT);
    }

    /** Returns the reason why a node could not be labelled; empty if there was no failure, or if this replica does not lead. */
    Optional<String> trouble() {
        return trouble;
    }

    private void look(LateLabels labels) {
        try {
            if (!term.lasts()) {
                term.begin();
            }
            World world = knowledge.world();
            Optional<String> next = term.lasts() && isKnown(world) ? labels.round(world) : Optional.empty();
            if (!next.equals(trouble)) {
                trouble = next;
                next.ifPresent(reason -> failed("A node did not get the label that it missed: " + reason, null));
            }
        } finally {
            log.flush();
        }
    }

    private boolean isKnown(World world) {
        return sources.clusterIsKnown()
                && (world.vpc().knowsAnything() || System.nanoTime() - startedNanos > LONGEST_WAIT.toNanos());
    }

    private void failed(String line, @Nullable Throwable bug) {
        log.log(bug == null ? "failed" : "bug", line, bug);
    }

    private Counter writes(String outcome) {
        return Counter.builder("eniguard.node.catchup")
                .description("Attempts to set the label of a node that missed it")
                .tag("outcome", outcome)
                .register(registry);
    }
}
