package io.eniguard.server.facts;

import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.input.UnreadableInputException;
import io.eniguard.server.settings.Periodically;
import io.eniguard.server.settings.ServerSettings;
import io.eniguard.source.file.ManifestFiles;
import io.eniguard.source.file.VpcFiles;
import io.eniguard.source.kube.ClusterWatch;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Fills {@link Knowledge} with facts from the API server, EC2 or files. Files are read again when they change. */
@Singleton
public class Sources {

    private static final Logger LOG = Logger.getLogger(Sources.class);

    private static final String KUBE = "kube";

    private final ServerSettings settings;
    private final Knowledge knowledge;
    private final Instance<KubernetesClient> client;
    private final Periodically periodically;
    private final VpcRefresher refresher;
    private final PolicySource policies;
    private final CompletableFuture<@Nullable Void> clusterKnown = new CompletableFuture<>();
    private volatile @Nullable ClusterWatch watch;

    Sources(
            ServerSettings settings,
            Knowledge knowledge,
            Instance<KubernetesClient> client,
            Periodically periodically,
            VpcRefresher refresher,
            PolicySource policies) {
        this.settings = settings;
        this.knowledge = knowledge;
        this.client = client;
        this.periodically = periodically;
        this.refresher = refresher;
        this.policies = policies;
    }

    void start(@Observes StartupEvent event) {
        if (settings.readsEc2()) {
            refresher.start(clusterKnown);
        } else {
            periodically.whenChanged(this::readVpc, Path.of(settings.vpc()));
            readVpc();
        }
        if (settings.cluster().equals(KUBE)) {
            ClusterWatch started = new ClusterWatch(client.get(), this::learn);
            started.start();
            watch = started;
        } else {
            periodically.whenChanged(this::readCluster, Path.of(settings.cluster()));
            readCluster();
            clusterKnown.complete(null);
        }
    }

    private void learn(ClusterSnapshot cluster) {
        knowledge.learn(cluster);
        clusterKnown.complete(null);
    }

    void stop(@Observes ShutdownEvent event) {
        if (watch != null) {
            watch.close();
        }
    }

    /**
     * Returns whether the cluster's objects and policies have been read. With files as the source, returns true even if the files could not
     * be read. Policies that cannot be read count as read, since reviews are possible without them.
     */
    public boolean clusterIsKnown() {
        return clusterKnown.isDone() && policies.areKnown();
    }

    // If a file cannot be read, the old facts stay in use, since old facts are better than no facts.
    private void readVpc() {
        try {
            knowledge.learn(
                    VpcFiles.read(Path.of(settings.vpc()), settings.ec2().vpcId(), LOG::warn));
            LOG.infof("Read the VPC's facts from %s", settings.vpc());
        } catch (UnreadableInputException e) {
            LOG.errorf("The VPC's facts cannot be read, so the old ones stay in use: %s", e.getMessage());
        }
    }

    private void readCluster() {
        try {
            knowledge.learn(ManifestFiles.cluster(Path.of(settings.cluster())));
            LOG.infof("Read the cluster's objects from %s", settings.cluster());
        } catch (UnreadableInputException e) {
            LOG.errorf("The cluster's objects cannot be read, so the old ones stay in use: %s", e.getMessage());
        }
    }
}
