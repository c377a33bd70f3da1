package io.eniguard.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.source.ec2.Ec2Emulator;
import io.eniguard.source.ec2.Moto;
import io.eniguard.source.ec2.PodVpc;
import io.eniguard.source.ec2.Proxy;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** {@code serve --vpc ec2} on good and bad days of EC2: what a review says, and how long it took. */
@Ec2Emulator
class ServeEc2IT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Moto moto;
    private final Path folder;
    private final PodVpc vpc;
    private final Proxy proxy;

    ServeEc2IT(Moto moto, @TempDir Path folder) throws IOException {
        this.moto = moto;
        this.folder = folder;
        vpc = PodVpc.build(moto, "serve-" + System.nanoTime());
        proxy = Proxy.before(moto);
    }

    @BeforeEach
    void aClusterWithANode() throws IOException {
        Path cluster = Files.createDirectory(folder.resolve("cluster"));
        Files.copy(Path.of("examples/cluster/aws-node.yaml"), cluster.resolve("aws-node.yaml"));
        Files.writeString(cluster.resolve("node.yaml"), """
                apiVersion: v1
                kind: Node
                metadata: {name: node-1}
                spec: {providerID: "aws:///us-west-2a/%s"}
                """.formatted(vpc.nodeInstance()));
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
    }

    @Test
    void anEndpointThatNeverAnswersHoldsUpNeitherTheStartNorAReview() throws Exception {
        proxy.weather((request, connection) -> Thread.sleep(PATIENCE.toMillis() * 10));
        try (ServerProcess server = start()) {
            String review = review(server, vpc.subnet("pods-a"), "3s");

            assertTrue(review.contains("\"allowed\":true"), review);
            assertTrue(review.contains("[subnet-exists] unknown whether"), review);
            assertTrue(longestSeconds(server) < 3, review);
            assertEquals(200, server.management("/q/health/ready").statusCode());
        }
    }

    @Test
    void theVpcIsKnownSoonAfterTheStart() throws Exception {
        try (ServerProcess server = start()) {
            until(server, review -> review.contains("\"decision\":\"allow\""));
            String denied = review(server, vpc.subnet("nodes-a"), "3s");
            assertTrue(denied.contains("\"allowed\":false"), denied);
            assertTrue(denied.contains("[subnet-cidr]"), denied);

            String metrics = server.management("/q/metrics").body();
            assertTrue(
                    metrics.contains("eniguard_ec2_calls_total{operation=\"DescribeSubnets\",outcome=\"ok\"}"),
                    metrics);
        }
    }

    @Test
    void aSubnetMadeJustNowIsFoundAndOneThatIsNotThereIsRefused() throws Exception {
        try (ServerProcess server = start()) {
            until(server, review -> review.contains("\"decision\":\"allow\""));
            String made;
            try (Ec2Client ec2 = moto.ec2()) {
                made = ec2.createSubnet(request -> request.vpcId(vpc.id())
                                .cidrBlock("100.65.64.0/18")
                                .availabilityZone(Moto.REGION + "a"))
                        .subnet()
                        .subnetId();
            }
            String found = review(server, made, "3s");
            assertTrue(found.contains("\"decision\":\"allow\""), found);

            String absent = review(server, "subnet-0123456789abcdef0", "3s");
            assertTrue(absent.contains("\"allowed\":false"), absent);
            assertTrue(absent.contains("[subnet-exists] subnet-0123456789abcdef0 is not among"), absent);
        }
    }

    @Test
    void manyWhoNameTheSameIdCostOneCallAndNoneWaitsPastItsDeadline() throws Exception {
        try (ServerProcess server = start()) {
            until(server, review -> review.contains("\"decision\":\"allow\""));
            proxy.weather((request, connection) -> Thread.sleep(PATIENCE.toMillis() * 10));
            int before = proxy.actions().size();
            List<CompletableFuture<String>> asked = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                asked.add(CompletableFuture.supplyAsync(() -> unchecked(server, "subnet-0123456789abcdef0")));
            }
            for (CompletableFuture<String> answer : asked) {
                String review = answer.get();
                assertTrue(review.contains("\"allowed\":true"), review);
                assertTrue(review.contains("EC2 did not tell in time"), review);
            }
            assertTrue(longestSeconds(server) < 2);
            // One look-up, and what a reading that began meanwhile may have asked.
            long lookUps = proxy.actions().stream()
                    .skip(before)
                    .filter("ec2:DescribeSubnets"::equals)
                    .count();
            assertTrue(lookUps <= 2, () -> proxy.actions().toString());
        }
    }

    @Test
    void readinessNamesThePermissionThatIsMissing() throws Exception {
        proxy.weather((request, connection) -> connection.answer(
                request.action().equals("ec2:DescribeVpcs")
                        ? Proxy.Answer.error(
                                403,
                                "UnauthorizedOperation",
                                "User: arn:aws:iam::123456789012:user/ci is not authorized to perform: ec2:DescribeVpcs")
                        : connection.ask(request)));
        try (ServerProcess server = start()) {
            until(server, review -> review.contains("AWS refuses ec2:DescribeVpcs"));
            String ready = server.management("/q/health/ready").body();
            assertTrue(
                    ready.contains("\"VPCs\": \"AWS refuses ec2:DescribeVpcs to arn:aws:iam::123456789012:user/ci\""),
                    ready);
        }
    }

    private ServerProcess start() throws IOException, InterruptedException {
        return ServerProcess.start(
                folder,
                Map.of(
                        "AWS_ENDPOINT_URL", proxy.endpoint().toString(),
                        "AWS_ACCESS_KEY_ID", "test",
                        "AWS_SECRET_ACCESS_KEY", "test",
                        "AWS_EC2_METADATA_DISABLED", "true"),
                "--cluster",
                folder.resolve("cluster").toString());
    }

    /** From a request's first byte to its answer, as the server counts: this machine's other work is not in it. */
    private static double longestSeconds(ServerProcess server) throws Exception {
        return server.management("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("eniguard_review_seconds_max"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .max()
                .orElseThrow();
    }

    private void until(ServerProcess server, Predicate<String> isReached) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String review = review(server, vpc.subnet("pods-a"), "3s");
        while (!isReached.test(review)) {
            assertTrue(System.nanoTime() < deadline, review + server.log());
            review = review(server, vpc.subnet("pods-a"), "3s");
        }
    }

    private String unchecked(ServerProcess server, String subnet) {
        try {
            return review(server, subnet, "2s");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private String review(ServerProcess server, String subnet, String timeout) throws Exception {
        String object = Reviews.eniConfig("us-west-2a", subnet).replace("sg-0123456789abcdef0", vpc.podGroup());
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + "/validate?timeout=" + timeout))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Reviews.create(object)))
                .build();
        HttpClient client = HttpClient.newBuilder().sslContext(trusting(server)).build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer::body);
        return answer.body();
    }

    private static SSLContext trusting(ServerProcess server) throws Exception {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(server.trust());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }
}
