package io.eniguard.demo;

import io.eniguard.demo.script.Script;
import io.eniguard.demo.script.Step;
import io.eniguard.demo.script.StepOutcome;
import io.eniguard.demo.script.StepVerdict;
import io.eniguard.localkube.ApiServerBinaries;
import io.eniguard.localkube.FileTree;
import io.eniguard.localkube.LocalApiServer;
import io.eniguard.localkube.ProcessGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Sends the writes of a script to a cluster whose webhooks are served by a separate eniguard process. The cluster has a real API server if
 * its programs are installed. Otherwise the demo imitates an API server.
 *
 * <p>{@link #close}, the end of this JVM and Ctrl-C stop all processes of the demo. Not safe for use by several threads.
 */
public final class Demo implements AutoCloseable {

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

    /** Receives the events of the demo as they happen. */
    public interface Audience {

        /** Receives a description of the path from the demo to eniguard. Called once, before all other methods. */
        void stage(String description);

        void part(String title);

        /** @param difference the difference from the expected outcome, in words; empty if there is none */
        void step(Step step, StepOutcome outcome, Optional<String> difference);
    }

    /**
     * Prepares the demo of a script without starting any server.
     *
     * @param examples the folder of the script, with the facts about the VPC in the folder {@code vpc} inside it
     * @param progress receives one line before each operation that takes seconds
     */
    public static Demo of(Script script, Path examples, Consumer<String> progress) throws IOException {
        return new Demo(script, examples, progress);
    }

    /**
     * Sends all writes of the script, even if some outcomes differ from the expected ones.
     *
     * @throws IOException if a process does not start or does not answer
     */
    public void play(Audience audience) throws IOException, InterruptedException {
        Optional<ApiServerBinaries> binaries = ApiServerBinaries.find();
        WatchedFile policies = WatchedFile.create(folder.resolve("policies.json"));
        Cluster cluster =
                binaries.isPresent() ? real(binaries.get(), policies, audience) : imitated(policies, audience);
        for (Script.Part part : script.parts()) {
            audience.part(part.title());
            for (Step step : part.steps()) {
                if (step.policy().isPresent()) {
                    policies.write(List.of(step.policy().get().object()));
                }
                StepOutcome outcome = new Settling(cluster).write(step);
                // An outcome is meaningless if the servers were being stopped in the meantime.
                if (isClosed()) {
                    return;
                }
                audience.step(step, outcome, step.expected().difference(outcome));
            }
        }
    }

    private Cluster real(ApiServerBinaries binaries, WatchedFile policies, Audience audience)
            throws IOException, InterruptedException {
        progress.accept(
                "Starting a Kubernetes API server (etcd and kube-apiserver of %s)".formatted(binaries.folder()));
        LocalApiServer started = LocalApiServer.start(binaries, folder.resolve("api-server"));
        apiServer = Optional.of(started);
        progress.accept("Installing the CRDs of ENIConfig, EC2NodeClass and NodePool");
        RealCluster cluster = RealCluster.prepare(started);
        DemoServer webhooks = serve(
                "kube", policies, Map.of("KUBECONFIG", cluster.kubeconfig().toString()));
        progress.accept("Registering the ValidatingWebhookConfiguration and the MutatingWebhookConfiguration");
        cluster.register(webhooks.url(), webhooks.authority());
        awaitFirstDenial(cluster);
        audience.stage("Every write goes through a real kube-apiserver, which calls eniguard at %s."
                .formatted(webhooks.url()));
        return cluster;
    }

    private Cluster imitated(WatchedFile policies, Audience audience) throws IOException, InterruptedException {
        progress.accept("There is no Kubernetes API server: %s. The demo sends the same admission reviews itself"
                .formatted(ApiServerBinaries.whyMissing()));
        WatchedFile file = WatchedFile.create(folder.resolve("cluster.json"));
        DemoServer webhooks = serve(file.path().toString(), policies, Map.of());
        audience.stage("There is no API server, so the demo itself sends the admission reviews to eniguard at %s."
                .formatted(webhooks.url()));
        return ImitatedCluster.of(new ReviewClient(webhooks.url(), webhooks.authority()), file);
    }

    private DemoServer serve(String cluster, WatchedFile policies, Map<String, String> environment)
            throws IOException, InterruptedException {
        progress.accept("Starting eniguard serve on loopback, over HTTPS");
        Path own = Files.createDirectories(folder.resolve("eniguard"));
        return DemoServer.start(
                processes,
                own,
                new DemoServer.Knowledge(examples.resolve("vpc"), cluster, policies.path(), environment));
    }

    /**
     * Waits until eniguard denies the first step that it must deny. An API server starts to call a webhook some milliseconds after its
     * configuration is stored.
     */
    private void awaitFirstDenial(Cluster cluster) throws IOException, InterruptedException {
        Optional<Step> denied = script.steps().stream()
                .filter(step -> step.expected().verdict() == StepVerdict.DENY)
                .findFirst();
        if (denied.isPresent() && !new Settling(cluster).isDenied(denied.get())) {
            throw new IOException(
                    "the API server does not call eniguard: \"%s\" was not denied within %d s after the registration"
                            .formatted(denied.get(), Settling.LONGEST.toSeconds()));
        }
    }

    /** Whether the servers have been stopped, for example because this JVM is ending. Later failures are meaningless. */
    public boolean isClosed() {
        return closed.get();
    }

    @Override
    public void close() {
        stopAll();
        try {
            Runtime.getRuntime().removeShutdownHook(atShutdown);
        } catch (IllegalStateException e) {
            // The JVM is ending and already runs the hook.
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
            FileTree.delete(folder);
        } catch (IOException e) {
            progress.accept("%s cannot be deleted: %s".formatted(folder, e.getMessage()));
        }
    }
}
