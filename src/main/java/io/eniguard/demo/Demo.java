package io.eniguard.demo;

import io.eniguard.demo.script.Script;
import io.eniguard.demo.script.Step;
import io.eniguard.demo.script.StepOutcome;
import io.eniguard.demo.script.StepVerdict;
import io.eniguard.localkube.ApiServerBinaries;
import io.eniguard.localkube.LocalApiServer;
import io.eniguard.localkube.ProcessGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The example cluster, from its first ENIConfig on, guarded by a webhook server of its own: behind a real API server where its programs are at
 * hand, else behind an imitation.
 *
 * <p>All that it starts ends at {@link #close}, with this JVM, and on Ctrl-C. For one thread.
 */
public final class Demo implements AutoCloseable {

    /** What a write changes is known to eniguard within 2 s, and the machine may be busy. */
    private static final Duration LONGEST_SETTLING = Duration.ofSeconds(10);

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);

    private final Script script;
    private final Path examples;
    private final Consumer<String> progress;
    private final Path folder;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread atShutdown = new Thread(this::stopAll, "stop-demo");
    private final ProcessGroup processes;
    private volatile Optional<LocalApiServer> apiServer = Optional.empty();

    private Demo(Script script, Path examples, Consumer<String> progress) throws IOException {
        this.script = script;
        this.examples = examples;
        this.progress = progress;
        this.folder = Files.createTempDirectory("eniguard-demo-");
        this.processes = ProcessGroup.open();
        Runtime.getRuntime().addShutdownHook(atShutdown);
    }

    /** Hears what happens, as it happens. */
    public interface Audience {

        /** Once, before all else: what the writes go through. */
        void stage(String description);

        void part(String title);

        /** @param difference from what was expected; empty when there is none */
        void step(Step step, StepOutcome outcome, Optional<String> difference);
    }

    /**
     * Gets ready to play a script; starts nothing yet.
     *
     * @param examples the folder of the script, with the VPC's facts in its folder {@code vpc}
     * @param progress told what takes seconds
     */
    public static Demo of(Script script, Path examples, Consumer<String> progress) throws IOException {
        return new Demo(script, examples, progress);
    }

    /**
     * Plays it from the beginning to the end, whatever comes of the single steps.
     *
     * @throws IOException when something does not start or does not answer
     */
    public void play(Audience audience) throws IOException, InterruptedException {
        Optional<ApiServerBinaries> binaries = ApiServerBinaries.find();
        Cluster cluster = binaries.isPresent() ? real(binaries.get(), audience) : imitated(audience);
        for (Script.Part part : script.parts()) {
            audience.part(part.title());
            for (Step step : part.steps()) {
                StepOutcome outcome = perform(cluster, step);
                // While all is being stopped, no outcome means anything.
                if (isClosed()) {
                    return;
                }
                audience.step(step, outcome, step.expected().difference(outcome));
            }
        }
    }

    private static StepOutcome perform(Cluster cluster, Step step) throws IOException, InterruptedException {
        try {
            settle(cluster, step);
            return cluster.write(step, Cluster.Mode.FOR_REAL);
        } catch (IOException e) {
            // A refused connection comes without a message.
            throw new IOException("no answer when %s: %s".formatted(step, e), e);
        }
    }

    private Cluster real(ApiServerBinaries binaries, Audience audience) throws IOException, InterruptedException {
        progress.accept(
                "Starting a Kubernetes API server (etcd and kube-apiserver of %s)".formatted(binaries.folder()));
        LocalApiServer started = LocalApiServer.start(binaries, folder.resolve("api-server"));
        apiServer = Optional.of(started);
        progress.accept("Installing the CRDs of ENIConfig, EC2NodeClass and NodePool");
        RealCluster cluster = RealCluster.prepare(started);
        DemoServer webhooks =
                serve("kube", Map.of("KUBECONFIG", cluster.kubeconfig().toString()));
        progress.accept("Registering the ValidatingWebhookConfiguration and the MutatingWebhookConfiguration");
        cluster.register(webhooks.url(), webhooks.authority());
        awaitFirstDenial(cluster);
        audience.stage(
                "Every write goes through a real kube-apiserver, which asks eniguard at %s.".formatted(webhooks.url()));
        return cluster;
    }

    private Cluster imitated(Audience audience) throws IOException, InterruptedException {
        progress.accept(
                "No Kubernetes API server at hand: %s. Going on without: the same admission reviews are sent here"
                        .formatted(ApiServerBinaries.whereLookedFor()));
        Path file = ImitatedCluster.emptyFile(folder);
        DemoServer webhooks = serve(file.toString(), Map.of());
        audience.stage("There is no API server at hand: the demo itself sends the admission reviews to eniguard at %s."
                .formatted(webhooks.url()));
        return ImitatedCluster.of(new ReviewClient(webhooks.url(), webhooks.authority()), file);
    }

    private DemoServer serve(String cluster, Map<String, String> environment) throws IOException, InterruptedException {
        progress.accept("Starting eniguard serve on loopback, over HTTPS");
        Path own = Files.createDirectories(folder.resolve("eniguard"));
        return DemoServer.start(
                processes, own, new DemoServer.Knowledge(examples.resolve("vpc"), cluster, environment));
    }

    /** A webhook is in force milliseconds after its configuration is stored. */
    private void awaitFirstDenial(Cluster cluster) throws IOException, InterruptedException {
        Optional<Step> denied = script.steps().stream()
                .filter(step -> step.expected().verdict() == StepVerdict.DENY)
                .findFirst();
        if (denied.isPresent() && !isDeniedSoon(cluster, denied.get())) {
            throw new IOException("the API server does not ask eniguard: %s is not denied %d s after its registration"
                    .formatted(denied.get(), LONGEST_SETTLING.toSeconds()));
        }
    }

    private static boolean isDeniedSoon(Cluster cluster, Step step) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LONGEST_SETTLING.toNanos();
        while (cluster.write(step, Cluster.Mode.DRY_RUN).verdict() != StepVerdict.DENY) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(BETWEEN_TRIES.toMillis());
        }
        return true;
    }

    /** Waits, by dry runs, until eniguard knows what the steps before have changed. What then happens for real is what counts. */
    private static void settle(Cluster cluster, Step step) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LONGEST_SETTLING.toNanos();
        while (step.expected()
                        .difference(cluster.write(step, Cluster.Mode.DRY_RUN))
                        .isPresent()
                && System.nanoTime() < deadline) {
            Thread.sleep(BETWEEN_TRIES.toMillis());
        }
    }

    /** Whether this JVM is ending and has stopped all by itself, so that failures mean nothing any more. */
    public boolean isClosed() {
        return closed.get();
    }

    @Override
    public void close() {
        stopAll();
        try {
            Runtime.getRuntime().removeShutdownHook(atShutdown);
        } catch (IllegalStateException e) {
            // The JVM is ending and runs the hook already.
        }
    }

    private void stopAll() {
        if (closed.getAndSet(true)) {
            return;
        }
        processes.close();
        try {
            if (apiServer.isPresent()) {
                apiServer.get().close();
            }
            remove(folder);
        } catch (IOException e) {
            progress.accept("%s stays behind: %s".formatted(folder, e.getMessage()));
        }
    }

    private static void remove(Path tree) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(tree)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
    }
}
