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
 * Somebody who talks to a {@link LocalApiServer}: with kubectl, with the Kubernetes client or with bare requests. Its credentials stay valid
 * when the API server is restarted. Safe for use by several threads.
 */
public final class KubeUser {

    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(60);

    /** Counts the TLS handshake too, for which a server that has just started loads half of its security classes. */
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

    /** As the API server calls it, {@code system:node:…} for instance. */
    public String name() {
        return name;
    }

    /** A file with the credentials inside, for {@code KUBECONFIG} of any other program. */
    public Path kubeconfig() {
        return kubectl.kubeconfig();
    }

    /**
     * Runs kubectl with nothing on its standard input.
     *
     * @throws IOException when it can't be run, or has not ended after a minute
     */
    public CommandOutput kubectl(String... arguments) throws IOException, InterruptedException {
        return kubectl.run("", List.of(arguments));
    }

    /** Runs kubectl with this on its standard input, for {@code -f -}. */
    public CommandOutput kubectlWithInput(String stdin, String... arguments) throws IOException, InterruptedException {
        return kubectl.run(stdin, List.of(arguments));
    }

    /**
     * One request as the wire has it, for what kubectl does in another way than a kubelet: a PATCH of a status, for instance.
     *
     * @param path absolute, with its query
     * @param contentType of the body, {@code application/strategic-merge-patch+json} for instance
     * @param body empty for none
     * @return whatever the API server answers, errors too
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

    /** A Kubernetes client that tells errors at once instead of trying again. To be closed by who asks for it. */
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
                    // Over HTTP/2 the JDK 17 client goes on using a connection that an API server, not ready yet, has
                    // said GOAWAY on.
                    .version(HttpClient.Version.HTTP_1_1)
                    .proxy(HttpClient.Builder.NO_PROXY)
                    .connectTimeout(LONGEST_CONNECT)
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK's TLS refuses its own defaults", e);
        }
    }
}
