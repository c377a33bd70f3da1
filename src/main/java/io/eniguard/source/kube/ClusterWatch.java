package io.eniguard.source.kube;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.EniConfig;
import io.eniguard.cluster.NodeClass;
import io.eniguard.cluster.NodePool;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Watches the cluster and hands out a new snapshot soon after something in it changed. Kinds that the API server does not serve yet
 * are looked for again and again.
 */
public final class ClusterWatch implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ClusterWatch.class);

    /** Changes come in bursts: one snapshot is made of all that arrive within this time. */
    private static final long GATHER_MILLISECONDS = 100;

    private static final long LOOK_AGAIN_SECONDS = 5;

    private final KubernetesClient client;
    private final Consumer<ClusterSnapshot> sink;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "cluster-watch");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final Map<WatchedKind, SharedIndexInformer<GenericKubernetesResource>> informers =
            new ConcurrentHashMap<>();

    private final Collection<EniConfig> eniConfigs = new Collection<>(EniConfig::from, this::changed);
    private final Collection<ClusterNode> nodes = new Collection<>(ClusterNode::from, this::changed);
    private final Collection<CniSettings> cni = new Collection<>(CniSettings::from, this::changed);
    private final Collection<NodePool> nodePools = new Collection<>(NodePool::from, this::changed);
    private final Collection<NodeClass> nodeClasses = new Collection<>(NodeClass::from, this::changed);
    private final Map<WatchedKind, Collection<?>> collections = new EnumMap<>(Map.of(
            WatchedKind.ENI_CONFIG, eniConfigs,
            WatchedKind.NODE, nodes,
            WatchedKind.AWS_NODE, cni,
            WatchedKind.NODE_POOL, nodePools,
            WatchedKind.NODE_CLASS, nodeClasses));

    /** Kinds of which all that the first list held has arrived. Later events come and go, and are waited for no more. */
    private final Set<WatchedKind> read = ConcurrentHashMap.newKeySet();

    private volatile boolean looked;
    private volatile boolean handedOut;

    /** @param sink called on this watch's own thread */
    public ClusterWatch(KubernetesClient client, Consumer<ClusterSnapshot> sink) {
        this.client = client;
        this.sink = sink;
    }

    /** Returns at once; an API server that cannot be reached is tried until it can. */
    public void start() {
        Future<?> unused = thread.scheduleWithFixedDelay(this::startInformers, 0, LOOK_AGAIN_SECONDS, TimeUnit.SECONDS);
    }

    /** Whether the sink has had a snapshot, with everything in it that the API server serves and rules cannot do without. */
    public boolean hasHandedOut() {
        return handedOut;
    }

    private boolean isComplete() {
        return looked
                && informers.entrySet().stream()
                        .allMatch(entry -> entry.getKey().isOptional() || isRead(entry.getKey(), entry.getValue()));
    }

    // An informer has synced when it has the list; what it tells of it comes later, on a thread of its own.
    private boolean isRead(WatchedKind kind, SharedIndexInformer<GenericKubernetesResource> informer) {
        if (informer.hasSynced()
                && collectionOf(kind).size() >= informer.getStore().listKeys().size()) {
            read.add(kind);
        }
        return read.contains(kind);
    }

    private Collection<?> collectionOf(WatchedKind kind) {
        return Objects.requireNonNull(collections.get(kind));
    }

    private void startInformers() {
        try {
            Arrays.stream(WatchedKind.values())
                    .filter(kind -> !informers.containsKey(kind) && kind.isServedBy(client))
                    .forEach(this::startInformer);
            looked = true;
        } catch (KubernetesClientException e) {
            LOG.warnf("The API server cannot be asked what it serves, trying again: %s", e.getMessage());
        }
    }

    private void startInformer(WatchedKind kind) {
        SharedIndexInformer<GenericKubernetesResource> informer = kind.watched(client)
                .runnableInformer(0)
                .itemStore(new NamesOnly())
                .addEventHandler(collectionOf(kind))
                .exceptionHandler((started, thrown) -> tryAgain(kind, thrown));
        informers.put(kind, informer);
        informer.start().whenComplete((done, failed) -> changed());
        LOG.infof("Watching %s", kind.kind());
    }

    private static boolean tryAgain(WatchedKind kind, Throwable thrown) {
        LOG.warnf("Watching %s failed, trying again: %s", kind.kind(), thrown.getMessage());
        return true;
    }

    private void changed() {
        if (scheduled.compareAndSet(false, true)) {
            Future<?> unused = thread.schedule(this::handOut, GATHER_MILLISECONDS, TimeUnit.MILLISECONDS);
        }
    }

    private void handOut() {
        scheduled.set(false);
        // Half a cluster would look like one whose ENIConfigs and nodes are missing.
        if (!isComplete()) {
            changed();
            return;
        }
        ClusterSnapshot.Builder snapshot = ClusterSnapshot.builder()
                .eniConfigs(eniConfigs.all())
                .nodes(nodes.all())
                .nodePools(nodePools.all())
                .nodeClasses(nodeClasses.all());
        cni.all().forEach(snapshot::cni);
        sink.accept(snapshot.build());
        handedOut = true;
    }

    @Override
    public void close() {
        thread.shutdownNow();
        informers.values().forEach(SharedIndexInformer::stop);
    }
}
