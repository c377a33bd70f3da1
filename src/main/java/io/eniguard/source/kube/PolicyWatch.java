package io.eniguard.source.kube;

import io.eniguard.kube.ClientFailure;
import io.eniguard.policy.Policy;
import io.eniguard.threads.DaemonThreads;
import io.eniguard.tree.Tree;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Watches the policies of a cluster. The kind is looked up again periodically while the API server does not serve it. After a failure, the
 * watch tries again, and the policies stay as they were, unless the kind stays absent because it was uninstalled.
 */
public final class PolicyWatch implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(PolicyWatch.class);

    /** The time during which changes are collected, because changes come in bursts. */
    private static final long GATHER_MILLISECONDS = 100;

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    /** A starting API server does not serve the kind at once, so the policies stay in force until so many looks in a row have failed. */
    private static final int LOOKS_UNTIL_UNINSTALLED = 5;

    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private static final String NOT_INSTALLED = "the kind %s is not installed".formatted(Policy.KIND);

    private final KubernetesClient client;
    private final Consumer<List<Tree>> sink;
    private final Duration lookAgain;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("policy-watch"));
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private volatile @Nullable Watched watched;
    private volatile Optional<String> trouble = Optional.empty();
    private volatile boolean isDecided;

    // Only the thread of this watch uses these two fields.
    private boolean hasHandedOutPolicies;
    private int looksWithoutKind;

    /** An informer with the objects that it has reported. An informer that follows a stopped one starts without objects. */
    private record Watched(SharedIndexInformer<GenericKubernetesResource> informer, Collection<Tree> documents) {

        /** Returns whether the first list has arrived completely. The events for its objects arrive after the informer is synced. */
        boolean isRead() {
            return informer.hasSynced()
                    && documents.size() >= informer.getStore().listKeys().size();
        }
    }

    /**
     * @param sink receives all documents of policies soon after each change, on the thread of this watch. After a failure it receives nothing
     *     until the policies have been read again.
     */
    public PolicyWatch(KubernetesClient client, Consumer<List<Tree>> sink) {
        this(client, sink, LOOK_AGAIN);
    }

    /** @param lookAgain the time between two looks for the kind */
    PolicyWatch(KubernetesClient client, Consumer<List<Tree>> sink, Duration lookAgain) {
        this.client = client;
        this.sink = sink;
        this.lookAgain = lookAgain;
    }

    /** Starts to watch the policies, and returns at once. */
    public void start() {
        Future<?> unused = thread.scheduleWithFixedDelay(
                () -> guarded(this::look), 0, lookAgain.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Returns whether the policies have been read once, or cannot be read, because the kind is not installed or may not be listed. After
     * any other failure, the policies may be read soon, so nothing is decided.
     */
    public boolean isDecided() {
        return isDecided;
    }

    /** Returns the reason why the policies are not watched at this moment; empty if they are. */
    public Optional<String> trouble() {
        return trouble;
    }

    private void look() {
        Watched current = watched;
        if (current != null) {
            if (current.informer().isWatching()) {
                trouble = Optional.empty();
            }
            return;
        }
        try {
            if (WatchedKind.POLICY.isServedBy(client)) {
                looksWithoutKind = 0;
                startInformer();
            } else {
                trouble = Optional.of(NOT_INSTALLED);
                isDecided = true;
                forgetAfterSeveralLooks();
            }
        } catch (KubernetesClientException e) {
            looksWithoutKind = 0;
            failed(e);
        }
    }

    /** Ends the policies if the kind stays absent: they were deleted with it, which the watch may not have seen. */
    private void forgetAfterSeveralLooks() {
        looksWithoutKind++;
        if (hasHandedOutPolicies && looksWithoutKind >= LOOKS_UNTIL_UNINSTALLED) {
            hasHandedOutPolicies = false;
            LOG.infof("The kind %s was uninstalled, so its policies no longer have an effect", Policy.KIND);
            sink.accept(List.of());
        }
    }

    private void startInformer() {
        Collection<Tree> documents = Collection.ofVersions(this::changed);
        SharedIndexInformer<GenericKubernetesResource> informer = WatchedKind.POLICY
                .watched(client)
                .runnableInformer(0)
                .itemStore(new NamesOnly())
                .addEventHandler(documents)
                .exceptionHandler((started, thrown) -> triesAgain(thrown));
        watched = new Watched(informer, documents);
        informer.start().whenComplete((done, failed) -> changed());
        LOG.infof("Watching %s", Policy.KIND);
    }

    /** Handles a failure of the informer. If the API server answers 404, the kind may have been uninstalled, so it is looked up again. */
    private boolean triesAgain(Throwable thrown) {
        failed(thrown);
        boolean isNotFound = hasCode(NOT_FOUND, thrown);
        if (isNotFound || hasCode(FORBIDDEN, thrown)) {
            isDecided = true;
        }
        if (isNotFound) {
            watched = null;
        }
        return !isNotFound;
    }

    private static boolean hasCode(int code, Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> cause instanceof KubernetesClientException answer && answer.getCode() == code);
    }

    // The same failure is logged once, because the watch may try again for as long as a permission is missing.
    private void failed(Throwable failure) {
        Optional<String> reason = Optional.of(ClientFailure.reason(failure));
        if (!reason.equals(trouble)) {
            trouble = reason;
            LOG.warnf(
                    "Watching %s failed, trying again. The old policies stay in force: %s", Policy.KIND, reason.get());
        }
    }

    private void changed() {
        if (scheduled.compareAndSet(false, true)) {
            Future<?> unused =
                    thread.schedule(() -> guarded(this::handOut), GATHER_MILLISECONDS, TimeUnit.MILLISECONDS);
        }
    }

    private void handOut() {
        scheduled.set(false);
        Watched current = watched;
        if (current == null) {
            return;
        } else if (!current.isRead()) {
            // With an incomplete list, some policies would seem to be deleted.
            if (current.informer().hasSynced()) {
                changed();
            }
            return;
        }
        List<Tree> documents = current.documents().all();
        hasHandedOutPolicies = !documents.isEmpty();
        try {
            sink.accept(documents);
        } finally {
            isDecided = true;
        }
    }

    // Every RuntimeException is caught here, since one failure must not end the loop.
    private static void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("The policies of the cluster cannot be used: a bug in eniguard", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        Watched current = watched;
        if (current != null) {
            current.informer().stop();
        }
    }
}
