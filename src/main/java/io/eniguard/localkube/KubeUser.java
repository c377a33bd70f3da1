package io.eniguard.localkube;

import io.eniguard.certs.CertificateAuthority;
import io.eniguard.certs.KeyAndCertificate;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A user of a {@link LocalApiServer}, who sends requests with kubectl, with the Kubernetes client or as plain HTTP requests. The
 * credentials stay valid when the API server is restarted. Safe for use by several threads.
 */
public final class KubeUser {

    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(60);

    /** The timeout includes the TLS handshake, which is slow on a server that has just started and still loads classes. */
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(30);

    private final String name;
    private final String url;
    private final Kubectl kubectl;
    private final HttpClient http;
    private final Optional<String> token;

    private KubeUser(String name, String url, Kubectl kubectl, HttpClient http, Optional<String> token) {
        this.name = name;
        this.url = url;
        this.kubectl = kubectl;
        this.http = http;
        this.token = token;
    }

    static KubeUser withCertificate(
            String name, String url, CertificateAuthority authority, KeyAndCertificate certificate, Kubectl kubectl)
            throws IOException {
        Files.writeString(
                kubectl.kubeconfig(), Kubeconfig.withCertificate(url, authority.certificatePem(), certificate));
        return new KubeUser(name, url, kubectl, http(authority, certificate.keyManagers()), Optional.empty());
    }

    static KubeUser withToken(String name, String url, CertificateAuthority authority, String token, Kubectl kubectl)
            throws IOException {
        Files.writeString(kubectl.kubeconfig(), Kubeconfig.withToken(url, authority.certificatePem(), token));
        return new KubeUser(name, url, kubectl, http(authority, null), Optional.of(token));
    }

    /** The user name in the API server, such as {@code system:node:…}. */
    public String name() {
        return name;
    }

    /** A kubeconfig file with the credentials, for other programs. */
    public Path kubeconfig() {
        return kubectl.kubeconfig();
    }

    /**
     * Runs kubectl with an empty standard input.
     *
     * @throws IOException if kubectl cannot be started or has not ended after a minute
     */
    public CommandOutput kubectl(String... arguments) throws IOException, InterruptedException {
        return kubectl.run("", List.of(arguments));
    }

    /** Runs kubectl with the given standard input, for {@code -f -}. */
    public CommandOutput kubectlWithInput(String stdin, String... arguments) throws IOException, InterruptedException {
        return kubectl.run(stdin, List.of(arguments));
    }

    /**
     * Sends one HTTP request. Use this if kubectl cannot send the same request as a kubelet, such as a PATCH of a status.
     *
     * @param path the absolute path, including the query
     * @param contentType the type of the body, such as {@code application/strategic-merge-patch+json}
     * @param body the body; empty for none
     * @return the response of the API server, which may be an error
     */
    public HttpResponse<String> request(String method, String path, String contentType, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(LONGEST_REQUEST)
                .header("Content-Type", contentType)
                .header("Accept", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /** Returns a Kubernetes client that reports errors at once instead of retrying. The caller must close it. */
    public KubernetesClient client() throws IOException {
        Config config = Config.fromKubeconfig(Files.readString(kubeconfig()));
        config.setRequestRetryBackoffLimit(0);
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    @Override
    public String toString() {
        return name;
    }

    public static HttpClient http(CertificateAuthority authority, KeyManager @Nullable [] own) {
        try {
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(own, authority.trustManagers(), null);
            return HttpClient.newBuilder()
                    .sslContext(tls)
                    // Over HTTP/2, the client of JDK 17 continues to use a connection after the server has sent GOAWAY,
                    // which an API server does while it is not ready.
                    .version(HttpClient.Version.HTTP_1_1)
                    .proxy(HttpClient.Builder.NO_PROXY)
                    .connectTimeout(LONGEST_CONNECT)
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the TLS implementation of the JDK refuses its own defaults", e);
        }
    }
}
