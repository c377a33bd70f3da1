package io.eniguard.server.tls;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Publishes the expiry times of the certificates in use, in seconds since 1970. The tag {@code certificate} has three values:
 * {@code serving} for the server's own certificate, {@code ca} for the CA certificates that the server sends, and {@code client-ca} for the
 * certificates in {@code --client-ca-file}. If a value applies to several certificates, the earliest expiry time is published. If it
 * applies to no certificate, there is no series.
 */
@Singleton
class CertificateMetrics {

    private final ServingKeyStore serving;
    private final ClientTrust clients;
    private final MultiGauge ends;

    CertificateMetrics(
            @Identifier(ServingKeyStore.NAME) ServingKeyStore serving,
            @Identifier(ServingKeyStore.NAME) ClientTrust clients,
            MeterRegistry registry) {
        this.serving = serving;
        this.clients = clients;
        this.ends = MultiGauge.builder("eniguard.certificate.expiry.timestamp.seconds")
                .description("Expiry time of the certificate, in seconds since 1970")
                .register(registry);
    }

    /** Updates the metrics from the certificates in use. */
    void update() {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        add(rows, "serving", serving.chain().stream().limit(1));
        add(rows, "ca", serving.chain().stream().skip(1));
        add(rows, "client-ca", clients.authorities().stream());
        ends.register(rows, true);
    }

    private static void add(List<MultiGauge.Row<?>> rows, String name, Stream<X509Certificate> certificates) {
        certificates
                .map(certificate -> certificate.getNotAfter().toInstant().getEpochSecond())
                .min(Long::compare)
                .ifPresent(end -> rows.add(MultiGauge.Row.of(Tags.of("certificate", name), end)));
    }
}
