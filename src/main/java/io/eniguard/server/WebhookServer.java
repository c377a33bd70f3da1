package io.eniguard.server;

import io.eniguard.admission.AdmissionRoutes;
import io.eniguard.review.Reviewer;
import io.eniguard.server.facts.VpcLookUps;
import io.eniguard.server.observe.Telemetry;
import io.eniguard.server.tls.ClientNames;
import io.eniguard.server.tls.ServingKeyStore;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.tls.CertificateUpdatedEvent;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * The HTTPS server of the webhooks, with one listener per event loop. The server of Quarkus is switched off for two reasons: it does not
 * report connections that send nothing, and it answers some malformed requests before a handler is called.
 */
@Singleton
class WebhookServer {

    private static final Logger LOG = Logger.getLogger(WebhookServer.class);

    /** The priority of this start method. Lower numbers start first, and the sources of the facts have the default priority of 2500. */
    private static final int LAST = 10_000;

    /** The priority of the first step of the shutdown. Later steps wait for writes to the API server and for requests. */
    private static final int FIRST = 0;

    private static final long PATIENCE_SECONDS = 30;

    /**
     * The longest time that a stopping server waits for the last answers. An API server waits at most 3 s for the webhooks in k8s/, and at
     * most 30 s for any webhook.
     */
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final EventLoops loops;
    private final ListeningAddress address;
    private final TlsConfigurationRegistry registry;
    private final AdmissionRoutes routes;
    private final ClientNames clients;
    private final Connections connections;
    private final List<HttpServer> servers = new CopyOnWriteArrayList<>();
    private volatile boolean isListening;

    WebhookServer(
            Vertx vertx,
            EventLoops loops,
            ListeningAddress address,
            TlsConfigurationRegistry registry,
            ClientNames clients,
            VpcLookUps worlds,
            Telemetry telemetry) {
        this.vertx = vertx;
        this.loops = loops;
        this.address = address;
        this.registry = registry;
        this.clients = clients;
        this.routes = new AdmissionRoutes(vertx, new Reviewer(), worlds, telemetry);
        this.connections = Connections.forHeap(Runtime.getRuntime().maxMemory());
    }

    void start(@Observes @Priority(LAST) StartupEvent event) throws Exception {
        routes.rehearseHere();
        vertx.deployVerticle(Listener::new, new DeploymentOptions().setInstances(loops.number()))
                .toCompletionStage()
                .toCompletableFuture()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        isListening = true;
        LOG.infof("Listening on https://%s:%d", address.host(), address.port());
    }

    /** Returns whether the server answers reviews, and continues to do so. */
    boolean isListening() {
        return isListening;
    }

    /** Returns the number of reviews that still block a thread after their deadline. */
    int stuckReviews() {
        return routes.stuckReviews();
    }

    /** Returns whether so many reviews hang that only a restart helps. */
    boolean isStuck() {
        return routes.isStuck();
    }

    /** Uses the new certificate for new connections. */
    void renew(@Observes CertificateUpdatedEvent event) {
        // The listeners share one port, so options that are set for one listener apply to all of them.
        servers.stream()
                .findFirst()
                .ifPresent(server -> server.updateSSLOptions(
                                event.tlsConfiguration().getSSLOptions(), true)
                        .onFailure(failure -> LOG.errorf(
                                failure,
                                "The new certificate cannot be used, so the old one stays in use. Fix: check --tls-cert and"
                                        + " --tls-key, and replace them again")));
    }

    /** Makes readiness fail at once. Reviews are still answered for a while. */
    void retire(@Observes @Priority(FIRST) ShutdownEvent event) {
        isListening = false;
    }

    void stop(@Observes ShutdownEvent event) throws Exception {
        drain();
        Future.join(servers.stream().map(HttpServer::close).toList())
                .toCompletionStage()
                .toCompletableFuture()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /**
     * Waits until the requests in progress have been answered, but at most for {@link #LAST_ANSWERS}. Requests that take longer are cut
     * off.
     */
    private void drain() throws Exception {
        try {
            connections
                    .drain(LAST_ANSWERS)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(LAST_ANSWERS.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            LOG.warnf("Stopping with connections that are still open after %d s", LAST_ANSWERS.toSeconds());
        }
    }

    private final class Listener extends AbstractVerticle {

        @Override
        public void start(Promise<Void> started) {
            TlsConfiguration tls = registry.get(ServingKeyStore.NAME).orElseThrow();
            HttpServer server = vertx.createHttpServer(WebhookServerOptions.of(address, tls));
            servers.add(server);
            server.connectionHandler(connections::opened)
                    .requestHandler(routes.behind(this::refusal))
                    .invalidRequestHandler(routes::handleInvalid)
                    .exceptionHandler(failure -> LOG.debugf(failure, "A connection failed"))
                    .listen()
                    .<Void>mapEmpty()
                    .onComplete(started);
        }

        /** Records the request on its connection. Returns why the caller is refused, or empty if the caller is allowed. */
        private Optional<String> refusal(HttpServerRequest request) {
            connections.used(request);
            return clients.admit(request) ? Optional.empty() : Optional.of(ClientNames.REFUSAL);
        }
    }
}
