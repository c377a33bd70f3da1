package io.eniguard.server;

import io.eniguard.source.file.ManifestFiles;
import io.eniguard.source.file.UnreadableInputException;
import io.eniguard.source.file.VpcFiles;
import io.eniguard.source.kube.ClusterWatch;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Fills {@link Knowledge}: from files, read again when they change, and from the API server. */
@Singleton
class Sources {

    private static final Logger LOG = Logger.getLogger(Sources.class);

    private static final String KUBE = "kube";

    private final ServerSettings settings;
    private final Knowledge knowledge;
    private final Instance<KubernetesClient> client;
    private final Periodically periodically;
    private @Nullable ClusterWatch watch;

    Sources(
            ServerSettings settings,
            Knowledge knowledge,
            Instance<KubernetesClient> client,
            Periodically periodically) {
        this.settings = settings;
        this.knowledge = knowledge;
        this.client = client;
        this.periodically = periodically;
    }

    void start(@Observes StartupEvent event) {
        Path vpc = Path.of(settings.vpc());
        periodically.whenChanged(this::readVpc, vpc);
        readVpc();
        if (settings.cluster().equals(KUBE)) {
            ClusterWatch started = new ClusterWatch(client.get(), knowledge::learn);
            started.start();
            watch = started;
        } else {
            periodically.whenChanged(this::readCluster, Path.of(settings.cluster()));
            readCluster();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (watch != null) {
            watch.close();
        }
    }

    /** Whether the cluster's objects have been read. */
    boolean clusterIsKnown() {
        return watch == null || watch.hasHandedOut();
    }

    // A file that cannot be read, now or after a change, leaves the server with what it knew: better old facts than
    // none.
    private void readVpc() {
        try {
            knowledge.learn(VpcFiles.read(Path.of(settings.vpc()), settings.vpcId(), LOG::warn));
            LOG.infof("Read the VPC's facts from %s", settings.vpc());
        } catch (UnreadableInputException e) {
            LOG.errorf("The VPC's facts are as before: %s", e.getMessage());
        }
    }

    private void readCluster() {
        try {
            knowledge.learn(ManifestFiles.cluster(Path.of(settings.cluster())));
            LOG.infof("Read the cluster's objects from %s", settings.cluster());
        } catch (UnreadableInputException e) {
            LOG.errorf("The cluster's objects are as before: %s", e.getMessage());
        }
    }
}
