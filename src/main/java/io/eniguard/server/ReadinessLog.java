package io.eniguard.server;

import io.eniguard.server.facts.Sources;
import io.eniguard.server.settings.Periodically;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * Logs one line when the server becomes ready or stops being ready. The lines of the health extension are not logged, since each failed
 * probe causes a line, and a kubelet may send a probe every second.
 */
@Singleton
class ReadinessLog {

    private static final Logger LOG = Logger.getLogger(ReadinessLog.class);

    private final Sources sources;
    private final WebhookServer server;
    private final Periodically periodically;
    private String logged = "";

    ReadinessLog(Sources sources, WebhookServer server, Periodically periodically) {
        this.sources = sources;
        this.server = server;
        this.periodically = periodically;
    }

    void start(@Observes StartupEvent event) {
        periodically.always(this::look);
    }

    private void look() {
        String state = state();
        if (!state.equals(logged)) {
            logged = state;
            LOG.info(state);
        }
    }

    private String state() {
        if (!sources.clusterIsKnown()) {
            return "Not ready: the cluster's objects have not been read yet";
        }
        return server.isListening() ? "Ready" : "Not ready: the webhooks' port is not open yet";
    }
}
