package io.eniguard.server.lead;

import io.eniguard.certs.KeyAndCertificate;
import io.eniguard.certs.Rotation;
import io.eniguard.clock.WorldClock;
import io.eniguard.kube.ApiRequests;
import io.eniguard.kube.EventRequests;
import io.eniguard.kube.NamedObject;
import io.eniguard.server.settings.CertificateSettings;
import io.eniguard.server.settings.LimitedLog;
import io.eniguard.server.tls.CertificateWatch;
import io.eniguard.threads.DaemonThreads;
import io.eniguard.tree.Tree;
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
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the certificates of {@code --certs auto}. Each replica serves what the Secret contains. The leader also writes the Secret, and sets
 * the CAs in the webhook configurations.
 */
@Singleton
class CertificateKeeping {

    private static final Logger LOG = Logger.getLogger(CertificateKeeping.class);

    private static final long LOOK_SECONDS = 2;

    /** The priority of the start. A certificate that changes while the listeners start might not reach all of them. */
    private static final int AFTER_THE_LISTENERS = 20_000;

    private static final String CONFIGURATIONS = "/apis/admissionregistration.k8s.io/v1/";

    /** The name of both webhook configurations, and of the Service. */
    private static final String NAME = "eniguard";

    private final CertificateSettings settings;
    private final Instance<KubernetesClient> client;
    private final Leadership leadership;
    private final CertificateWatch watch;
    private final MeterRegistry registry;
    private final LimitedLog log = new LimitedLog((line, failure) -> LOG.warn(line, failure));
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("certificates"));

    CertificateKeeping(
            CertificateSettings settings,
            Instance<KubernetesClient> client,
            Leadership leadership,
            CertificateWatch watch,
            MeterRegistry registry) {
        this.settings = settings;
        this.client = client;
        this.leadership = leadership;
        this.watch = watch;
        this.registry = registry;
    }

    void start(@Observes @Priority(AFTER_THE_LISTENERS) StartupEvent event) {
        if (!settings.isAutomatic()) {
            return;
        }
        Counter repairs = Counter.builder("eniguard.certificate.repairs")
                .description("Repairs of the Secret with the certificates, because it was missing or inconsistent")
                .register(registry);
        ApiRequests requests = new ApiRequests(client.get());
        EventRequests events = new EventRequests(requests, leadership.process(), LeaderElection.WRITE_LIMIT);
        CertificateRound round = round(requests, new Serving(repairs, events));
        Future<?> unused = thread.scheduleWithFixedDelay(
                new GuardedStep(
                        () -> look(round), bug -> failed("The certificates cannot be kept: a bug in eniguard", bug)),
                0,
                LOOK_SECONDS,
                TimeUnit.SECONDS);
    }

    private CertificateRound round(ApiRequests requests, CertificateRound.Effects effects) {
        String service = NAME + "." + settings.namespace() + ".svc";
        Duration limit = LeaderElection.WRITE_LIMIT;
        return new CertificateRound(
                new CertificateRound.Objects(
                        new NamedObject(
                                requests,
                                "/api/v1/namespaces/%s/secrets".formatted(settings.namespace()),
                                CertificateSettings.SECRET,
                                limit),
                        List.of(
                                new NamedObject(
                                        requests, CONFIGURATIONS + "validatingwebhookconfigurations", NAME, limit),
                                new NamedObject(
                                        requests, CONFIGURATIONS + "mutatingwebhookconfigurations", NAME, limit))),
                settings.namespace(),
                List.of(service, service + ".cluster.local", "localhost", "127.0.0.1"),
                effects,
                leadership::leader,
                WorldClock::now,
                System::nanoTime);
    }

    void stop(@Observes @Priority(Leadership.WRITES_END) ShutdownEvent event) {
        thread.shutdownNow();
    }

    private void look(CertificateRound round) {
        try {
            round.run();
            watch.trouble(Optional.empty());
        } catch (IOException e) {
            String reason = String.valueOf(e.getMessage());
            watch.trouble(Optional.of(reason));
            failed("The certificates cannot be kept up to date: " + reason, null);
        } finally {
            log.flush();
        }
    }

    private void failed(String line, @Nullable Throwable bug) {
        log.log(bug == null ? "failed" : "bug", line, bug);
    }

    /** Serves certificates, and reports what was written. */
    private final class Serving implements CertificateRound.Effects {

        private final Counter repairs;
        private final EventRequests events;

        Serving(Counter repairs, EventRequests events) {
            this.repairs = repairs;
            this.events = events;
        }

        @Override
        public boolean serve(KeyAndCertificate pair, List<X509Certificate> chain) {
            return watch.serve(pair.key(), chain);
        }

        @Override
        public void nothingToServe(String reason) {
            watch.serveNothing();
            failed("There is no certificate to serve: " + reason, null);
        }

        @Override
        public void wrote(Rotation.Change change, Tree secret) {
            String where = settings.namespace() + "/" + CertificateSettings.SECRET;
            switch (change) {
                case CREATED -> LOG.infof("Created the certificates in the Secret %s", where);
                case NEW_AUTHORITY -> LOG.infof("Added a new CA to the Secret %s", where);
                case RENEWED -> LOG.infof("Renewed the serving certificate in the Secret %s", where);
                case ADOPTED -> LOG.infof("Added the CAs that are still in use to the Secret %s", where);
                case REMOVED -> LOG.infof("Removed a CA that is no longer in use from the Secret %s", where);
                case REPAIRED -> {
                    LOG.warnf("Repaired the certificates in the Secret %s", where);
                    repairs.increment();
                    announce(secret);
                }
            }
        }

        private void announce(Tree secret) {
            try {
                events.create(
                        new EventRequests.Warning(
                                Map.of(
                                        "apiVersion",
                                        "v1",
                                        "kind",
                                        "Secret",
                                        "namespace",
                                        settings.namespace(),
                                        "name",
                                        CertificateSettings.SECRET,
                                        "uid",
                                        secret.text("metadata", "uid").orElse("")),
                                "Repair",
                                "CertificatesRepaired",
                                "The Secret was missing or inconsistent, or its certificates had expired."
                                        + " eniguard has written new certificates"),
                        WorldClock.now());
            } catch (IOException e) {
                failed("The Event about the repaired Secret was not created: " + e.getMessage(), null);
            }
        }

        @Override
        public void registered(String configuration) {
            LOG.infof("Set the CAs in the webhook configurations named %s", configuration);
        }
    }
}
