package io.eniguard.server;

import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.runtime.config.TlsConfigUtils;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.List;

/** The TLS and HTTP options of the webhooks' port. */
final class WebhookServerOptions {

    /**
     * The time after which an idle connection is closed. API servers keep idle connections for 90 s. Closing a connection earlier could
     * lose a review that is sent at that moment.
     */
    private static final Duration IDLE = Duration.ofMinutes(3);

    /** The limit on concurrent reviews on one HTTP/2 connection. RFC 9113 (5.1.2) recommends at least this number. */
    private static final int STREAMS = 100;

    private static final int HEADER_BYTES = 20 << 10;

    /** The limit on connections that wait to be accepted during a burst of TLS handshakes. */
    private static final int BACKLOG = 1024;

    private WebhookServerOptions() {}

    static HttpServerOptions of(ListeningAddress address, TlsConfiguration tls) {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(address.host())
                .setPort(address.port())
                .setAcceptBacklog(BACKLOG)
                .setIdleTimeout((int) IDLE.toSeconds())
                .setMaxHeaderSize(HEADER_BYTES)
                .setHandle100ContinueAutomatically(true)
                .setInitialSettings(new Http2Settings().setMaxConcurrentStreams(STREAMS));
        TlsConfigUtils.configure(options, tls);
        if (tls.getTrustStoreOptions() != null) {
            options.setClientAuth(ClientAuth.REQUIRED);
        }
        return options.setUseAlpn(true).setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1));
    }
}
