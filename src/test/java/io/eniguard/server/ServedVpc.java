package io.eniguard.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.source.ec2.PodVpc;
import io.eniguard.source.ec2.Proxy;
import io.eniguard.testing.Await;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A running {@code serve --vpc ec2} that tests call like an API server. Its cluster has one node and no ENIConfig. */
final class ServedVpc implements AutoCloseable {

    private static final String ZONE = "us-west-2a";

    private final PodVpc vpc;
    private final ServerProcess server;
    private final HttpClient client;

    private ServedVpc(PodVpc vpc, ServerProcess server) throws Exception {
        this.vpc = vpc;
        this.server = server;
        client = HttpClient.newBuilder().sslContext(trusting(server)).build();
    }

    /**
     * Starts the server.
     *
     * @param options options of {@code serve}, except the one that names the cluster
     */
    static ServedVpc start(Path folder, PodVpc vpc, Proxy proxy, String... options) throws Exception {
        Path cluster = Files.createDirectory(folder.resolve("cluster"));
        Files.copy(Path.of("examples/cluster/aws-node.yaml"), cluster.resolve("aws-node.yaml"));
        Files.writeString(cluster.resolve("node.yaml"), """
                apiVersion: v1
                kind: Node
                metadata: {name: node-1}
                spec: {providerID: "aws:///us-west-2a/%s"}
                """.formatted(vpc.nodeInstance()));
        Map<String, String> environment = Map.of(
                "AWS_ENDPOINT_URL", proxy.endpoint().toString(),
                "AWS_ACCESS_KEY_ID", "test",
                "AWS_SECRET_ACCESS_KEY", "test",
                "AWS_EC2_METADATA_DISABLED", "true");
        String[] all = Stream.concat(Stream.of("--cluster", cluster.toString()), Stream.of(options))
                .toArray(String[]::new);
        return new ServedVpc(vpc, ServerProcess.start(folder, environment, all));
    }

    /** The answer to an ENIConfig of {@code us-west-2a} that names this subnet. */
    String review(String subnet, String timeout) throws Exception {
        return review(ZONE, subnet, vpc.podGroup(), timeout);
    }

    String review(String name, String subnet, String group, String timeout) throws Exception {
        String object = Reviews.eniConfig(name, subnet).replace("sg-0123456789abcdef0", group);
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + "/validate?timeout=" + timeout))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Reviews.create(object)))
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer::body);
        return answer.body();
    }

    /** Sends reviews of a subnet until the answer matches. */
    String until(String subnet, Predicate<String> isReached) throws Exception {
        return until(subnet, review -> true, isReached);
    }

    /** Sends reviews of a subnet until the answer matches {@code isReached}; each earlier answer must match {@code isAsBefore}. */
    String until(String subnet, Predicate<String> isAsBefore, Predicate<String> isReached) throws Exception {
        return Await.value("the review has changed", () -> review(subnet, "3s"), review -> {
            boolean hasChanged = isReached.test(review);
            assertTrue(hasChanged || isAsBefore.test(review), review);
            return hasChanged;
        });
    }

    void untilKnown() throws Exception {
        until(vpc.subnet("pods-a"), review -> review.contains("\"decision\":\"allow\""));
    }

    /**
     * The longest time from the first byte of a request to its answer. The server measures this time, so delays in the client do not count.
     */
    double longestSeconds() throws Exception {
        return management("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("eniguard_review_seconds_max"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .max()
                .orElseThrow();
    }

    String log() throws IOException {
        return server.log();
    }

    HttpResponse<String> management(String path) throws IOException, InterruptedException {
        return server.management(path);
    }

    private static SSLContext trusting(ServerProcess server) throws Exception {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(server.trust());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    @Override
    public void close() {
        server.close();
    }
}
