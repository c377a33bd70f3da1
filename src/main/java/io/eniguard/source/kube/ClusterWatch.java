package io.eniguard.source.kube;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.cluster.ClusterSnapshotBuilder;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.EniConfig;
import io.eniguard.cluster.HostNetworkDaemonSet;
import io.eniguard.cluster.KarpenterSettings;
import io.eniguard.cluster.NodeClass;
import io.eniguard.cluster.NodePool;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.kube.ClientFailure;
import io.eniguard.threads.DaemonThreads;
import io.eniguard.tree.Tree;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Watches the cluster and publishes a new snapshot soon after each change. Kinds that the API server does not serve yet are looked up again
 * periodically.
 */
public final class ClusterWatch implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ClusterWatch.class);

    /** The time during which changes are collected for one snapshot, because changes come in bursts. */
    private static final long GATHER_MILLISECONDS = 100;

    private static final long LOOK_AGAIN_SECONDS = 5;

    private final KubernetesClient client;
    private final Consumer<ClusterSnapshot> sink;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("cluster-watch"));
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final Map<WatchedKind, SharedIndexInformer<GenericKubernetesResource>> informers =
            new ConcurrentHashMap<>();

    private final Collection<EniConfig> eniConfigs = new Collection<>(EniConfig::from, this::changed);
    private final Collection<ClusterNode> nodes = new Collection<>(ClusterNode::from, this::changed);
    private final Collection<CniSettings> cni = new Collection<>(ClusterWatch::settings, this::changed);
    private final Collection<HostNetworkDaemonSet> daemonSets =
            new Collection<>(HostNetworkDaemonSet::from, this::changed);
    private final Collection<Optional<KarpenterSettings>> karpenter =
            new Collection<>(KarpenterSettings::in, this::changed);
    private final Collection<NodePool> nodePools = new Collection<>(NodePool::from, this::changed);
    private final Collection<NodeClass> nodeClasses = new Collection<>(NodeClass::from, this::changed);
    private final Map<WatchedKind, Collection<?>> collections = new EnumMap<>(Map.of(
            WatchedKind.ENI_CONFIG, eniConfigs,
            WatchedKind.NODE, nodes,
            WatchedKind.AWS_NODE, cni,
            WatchedKind.DAEMON_SET, daemonSets,
            WatchedKind.NODE_POOL, nodePools,
            WatchedKind.NODE_CLASS, nodeClasses,
            WatchedKind.KARPENTER, karpenter));

    /** The kinds whose first list has arrived completely. Snapshots do not wait for later events. */
    private final Set<WatchedKind> read = ConcurrentHashMap.newKeySet();

    private volatile boolean looked;

    /**
     * @param sink receives the snapshots, on the thread of this watch. A snapshot contains all objects of the served kinds, but objects of
     *     optional kinds may be missing.
     */
    public ClusterWatch(KubernetesClient client, Consumer<ClusterSnapshot> sink) {
        this.client = client;
        this.sink = sink;
    }

    /**
     * Starts to watch the cluster, and returns at once. If the API server cannot be reached, the watch tries again until the server
     * answers.
     */
    public void start() {
        Future<?> unused = thread.scheduleWithFixedDelay(this::startInformers, 0, LOOK_AGAIN_SECONDS, TimeUnit.SECONDS);
    }

    private boolean isComplete() {
        return looked
                && informers.entrySet().stream()
                        .allMatch(entry -> entry.getKey().isOptional() || isRead(entry.getKey(), entry.getValue()));
    }

    // An informer is synced when it has received the list. The events for the objects in the list follow later, on
    // another thread.
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
                    .filter(kind -> kind.isInSnapshot() && !informers.containsKey(kind) && kind.isServedBy(client))
                    .forEach(this::startInformer);
            looked = true;
        } catch (KubernetesClientException e) {
            LOG.warnf("The kinds that the API server serves cannot be read, trying again: %s", ClientFailure.reason(e));
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

    /**
     * Reads the settings without the number of nodes for which aws-node is scheduled. The controller of DaemonSets counts a new node only a
     * moment after the node registers, but the review of the node already needs the settings.
     */
    private static CniSettings settings(Tree awsNode) {
        return CniSettings.from(awsNode).withoutDesiredNumber();
    }

    private static boolean tryAgain(WatchedKind kind, Throwable thrown) {
        LOG.warnf("Watching %s failed, trying again: %s", kind.kind(), ClientFailure.reason(thrown));
        return true;
    }

    private void changed() {
        if (scheduled.compareAndSet(false, true)) {
            Future<?> unused = thread.schedule(this::handOut, GATHER_MILLISECONDS, TimeUnit.MILLISECONDS);
        }
    }

    private void handOut() {
        scheduled.set(false);
        // An incomplete snapshot would look like a cluster without some of its ENIConfigs and nodes.
        if (!isComplete()) {
            changed();
            return;
        }
        ClusterSnapshotBuilder snapshot = ClusterSnapshot.builder()
                .eniConfigs(eniConfigs.all())
                .nodes(nodes.all())
                .hostNetworkDaemonSets(daemonSets.all())
                .nodePools(nodePools.all())
                .nodeClasses(nodeClasses.all())
                .unlisted(unlisted());
        cni.all().forEach(snapshot::cni);
        karpenter.all().stream().flatMap(Optional::stream).forEach(snapshot::karpenter);
        sink.accept(snapshot.build());
    }

    /** Returns the served kinds that have not been listed, for example because eniguard lacks the permission. */
    private Set<ReviewedKind> unlisted() {
        return informers.entrySet().stream()
                .filter(entry -> !isRead(entry.getKey(), entry.getValue()))
                .flatMap(entry -> entry.getKey().reviewed().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void close() {
        thread.shutdownNow();
        informers.values().forEach(SharedIndexInformer::stop);
    }
}
