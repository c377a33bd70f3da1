package io.eniguard.server.tls;

import io.eniguard.certs.CertificateNames;
import io.eniguard.server.settings.LimitedLog;
import io.eniguard.server.settings.Periodically;
import io.eniguard.server.settings.ServerSettings;
import io.eniguard.text.MessageLine;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Set;
import java.util.TreeSet;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Checks whether {@code --client-name} allows a caller. TLS has already verified the certificate, but many CAs also sign certificates for
 * other clients. For example, a cluster's CA signs a certificate for every kubelet. Safe for use by several event loops.
 */
@Singleton
public class ClientNames {

    /** The answer to a caller that is not allowed. */
    public static final String REFUSAL = "the client's certificate has none of the names that --client-name allows";

    private static final Logger LOG = Logger.getLogger(ClientNames.class);

    private final Set<String> allowed;
    private final LimitedLog log = new LimitedLog(LOG::warn);

    ClientNames(ServerSettings settings) {
        this.allowed = settings.clients().map(ServerSettings.Clients::names).orElse(Set.of());
    }

    void start(@Observes StartupEvent event, Periodically periodically) {
        periodically.always(log::flush);
    }

    /** Returns whether the sender of the request is allowed. If not, logs the names in the sender's certificate. */
    public boolean admit(HttpServerRequest request) {
        if (allowed.isEmpty()) {
            return true;
        }
        Set<String> names = names(request.connection().sslSession());
        boolean isAllowed = names.stream().anyMatch(allowed::contains);
        if (!isAllowed) {
            log(names, request);
        }
        return isAllowed;
    }

    private static Set<String> names(@Nullable SSLSession session) {
        try {
            Certificate[] shown = session == null ? new Certificate[0] : session.getPeerCertificates();
            return shown.length > 0 && shown[0] instanceof X509Certificate leaf ? CertificateNames.of(leaf) : Set.of();
        } catch (SSLPeerUnverifiedException e) {
            return Set.of();
        }
    }

    private void log(Set<String> names, HttpServerRequest request) {
        log.log(
                "refused",
                "Refused a client at %s: --client-name allows none of the names of its certificate: %s"
                        .formatted(
                                request.remoteAddress().hostAddress(),
                                MessageLine.cut(String.join(", ", new TreeSet<>(names)))),
                null);
    }
}
