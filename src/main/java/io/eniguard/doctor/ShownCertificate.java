package io.eniguard.doctor;

import io.eniguard.world.Fact;
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

/** The certificate that eniguard shows to whoever connects, where it can be reached from here. */
final class ShownCertificate {

    /** Most clusters' endpoints cannot be reached from outside, which costs the whole limit. */
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(2);

    private final int milliseconds;

    ShownCertificate(Duration limit) {
        milliseconds = Math.toIntExact((limit.compareTo(LONGEST_CONNECT) < 0 ? limit : LONGEST_CONNECT).toMillis());
    }

    /** Of the first endpoint or URL; empty where it does not answer. */
    Optional<Fact<ServingCertificate>> of(Registration registration, Fact<Endpoints> endpoints) {
        Stream<InetSocketAddress> urls = registration.urls().stream()
                .map(URI::create)
                .filter(url -> url.getHost() != null)
                .map(url -> new InetSocketAddress(url.getHost(), url.getPort() < 0 ? 443 : url.getPort()));
        Stream<InetSocketAddress> pods = endpoints.fold(
                known -> known.ready().stream()
                        .flatMap(endpoint -> endpoint.addresses().stream())
                        .map(address -> new InetSocketAddress(address, known.port())),
                missing -> Stream.empty());
        return Stream.concat(urls, pods).findFirst().flatMap(this::seen);
    }

    private Optional<Fact<ServingCertificate>> seen(InetSocketAddress address) {
        Looking looking = new Looking();
        Asked asked = new Asked();
        try (Socket plain = new Socket()) {
            plain.connect(address, milliseconds);
            plain.setSoTimeout(milliseconds);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {asked}, new TrustManager[] {looking}, new SecureRandom());
            try (SSLSocket tls = (SSLSocket)
                    context.getSocketFactory().createSocket(plain, address.getHostString(), address.getPort(), true)) {
                tls.startHandshake();
            }
        } catch (IOException | GeneralSecurityException e) {
            // A server that wants a client certificate refuses this one in the end, and has shown its own by then.
        }
        return looking.chain.isEmpty()
                ? Optional.empty()
                : Optional.of(Fact.known(new ServingCertificate(
                        looking.chain,
                        "as %s:%d shows it%s"
                                .formatted(
                                        address.getHostString(),
                                        address.getPort(),
                                        asked.forOne ? ", which takes callers with a client certificate alone" : ""))));
    }

    /** A client without a certificate that notices when the server asks for one. */
    private static final class Asked extends X509ExtendedKeyManager {

        private boolean forOne;

        @Override
        public @Nullable String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
            forOne = true;
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

    /** Takes any certificate: this connection carries nothing, it is there to see which one comes. */
    private static final class Looking extends X509ExtendedTrustManager {

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
