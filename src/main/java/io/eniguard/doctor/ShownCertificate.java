package io.eniguard.doctor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Connects to eniguard, if this machine can reach it, and returns the certificate that the server sends. */
final class ShownCertificate {

    /**
     * The time limit of an attempt to connect. The endpoints of most clusters cannot be reached from outside, so most attempts use the
     * whole limit.
     */
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(2);

    private static final int HTTPS = 443;

    private final int milliseconds;

    ShownCertificate(Duration limit) {
        milliseconds = Math.toIntExact((limit.compareTo(LONGEST_CONNECT) < 0 ? limit : LONGEST_CONNECT).toMillis());
    }

    /** Returns the certificate of the first URL or endpoint, or empty if no certificate was received. */
    Optional<ServingCertificate> of(RegisteredWebhooks registered, Reply<Endpoints> endpoints) {
        Stream<InetSocketAddress> urls = registered.urls().stream().flatMap(url -> address(url).stream());
        Stream<InetSocketAddress> pods = endpoints.fold(
                known -> known.ready().stream()
                        .flatMap(endpoint -> endpoint.addresses().stream())
                        .map(address -> new InetSocketAddress(address, known.port())),
                missing -> Stream.empty());
        return Stream.concat(urls, pods).findFirst().flatMap(this::seen);
    }

    private static Optional<InetSocketAddress> address(String url) {
        try {
            URI parsed = URI.create(url);
            return Optional.ofNullable(parsed.getHost())
                    .map(host -> new InetSocketAddress(host, parsed.getPort() < 0 ? HTTPS : parsed.getPort()));
        } catch (IllegalArgumentException e) {
            // The text is not a URL, or its port is above 65535.
            return Optional.empty();
        }
    }

    private Optional<ServingCertificate> seen(InetSocketAddress address) {
        Recorder recorder = new Recorder();
        NoClientCertificate client = new NoClientCertificate();
        try (Socket plain = new Socket()) {
            plain.connect(address, milliseconds);
            plain.setSoTimeout(milliseconds);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {client}, new TrustManager[] {recorder}, new SecureRandom());
            try (SSLSocket tls = (SSLSocket)
                    context.getSocketFactory().createSocket(plain, address.getHostString(), address.getPort(), true)) {
                tls.startHandshake();
            }
        } catch (IOException | GeneralSecurityException e) {
            // The certificate may be recorded nevertheless. A server that requires a client certificate refuses this
            // client only after sending its own certificate.
        }
        return recorder.chain.isEmpty()
                ? Optional.empty()
                : Optional.of(new ServingCertificate(
                        recorder.chain,
                        "from %s:%d%s"
                                .formatted(
                                        address.getHostString(),
                                        address.getPort(),
                                        client.isRequested ? ", which requires a client certificate" : "")));
    }

    /** Offers no client certificate, and records whether the server requests one. */
    private static final class NoClientCertificate extends X509ExtendedKeyManager {

        private boolean isRequested;

        @Override
        public @Nullable String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
            isRequested = true;
            return null;
        }

        @Override
        public String @Nullable [] getClientAliases(String type, Principal[] issuers) {
            return null;
        }

        @Override
        public String @Nullable [] getServerAliases(String type, Principal[] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
            return null;
        }

        @Override
        public X509Certificate @Nullable [] getCertificateChain(String alias) {
            return null;
        }

        @Override
        public @Nullable PrivateKey getPrivateKey(String alias) {
            return null;
        }
    }

    /** Records the certificates of the server. Every certificate is accepted, because no data is sent over the connection. */
    private static final class Recorder extends X509ExtendedTrustManager {

        private List<X509Certificate> chain = List.of();

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] shown, String type, Socket socket) {
            chain = List.of(shown);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
