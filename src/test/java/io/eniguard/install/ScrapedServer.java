package io.eniguard.install;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.server.ServerProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A server with one ENIConfig, that was sent a review of each outcome and one request that is none, so that all series are there. */
final class ScrapedServer implements AutoCloseable {

    private static final String VPC = """
            Snapshot: {vpcId: vpc-01, asOf: "%s"}
            Vpcs:
            - {VpcId: vpc-01, CidrBlock: 10.20.0.0/16, CidrBlockAssociationSet: [{CidrBlock: 10.20.0.0/16, CidrBlockState: {State: associated}}, {CidrBlock: 100.64.0.0/16, CidrBlockState: {State: associated}}]}
            Subnets:
            - {SubnetId: subnet-0a1b2c3d4e5f60718, VpcId: vpc-01, CidrBlock: 100.64.0.0/19, AvailabilityZone: us-west-2a, State: available, AvailableIpAddressCount: %d}
            - {SubnetId: subnet-0a1b2c3d4e5f60719, VpcId: vpc-01, CidrBlock: 10.20.0.0/20, AvailabilityZone: us-west-2b, State: available, AvailableIpAddressCount: 4000}
            SecurityGroups:
            - {GroupId: sg-0123456789abcdef0, VpcId: vpc-01, IpPermissions: []}
            """;

    private static final String ENI_CONFIG = """
            {"apiVersion":"crd.k8s.amazonaws.com/v1alpha1","kind":"ENIConfig","metadata":{"name":"%s"},\
            "spec":{"subnet":"%s","securityGroups":["sg-0123456789abcdef0"]}}""";

    private static final String REVIEW = """
            {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u-1","operation":"CREATE",\
            "userInfo":{"username":"admin@example.com"},"object":%s,"oldObject":null}}""";

    private static final String RIGHT = ENI_CONFIG.formatted("us-west-2a", "subnet-0a1b2c3d4e5f60718");
    private static final String WRONG = ENI_CONFIG.formatted("us-west-2b", "subnet-0a1b2c3d4e5f60719");

    /** Longer than EniguardReviewsSlow bears with, which is half a second. */
    private static final Duration SLOW = Duration.ofMillis(700);

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(25);

    private final ServerProcess process;
    private final Path folder;
    private final HttpClient client;
    private int scrapes;

    private ScrapedServer(Path folder, String vpc, String lastSeries) throws Exception {
        this.folder = folder;
        Files.writeString(folder.resolve("vpc.yaml"), vpc);
        Files.writeString(folder.resolve("eniconfig.json"), RIGHT);
        this.process = ServerProcess.start(
                folder,
                Map.of(),
                "--vpc",
                folder.resolve("vpc.yaml").toString(),
                "--cluster",
                folder.resolve("eniconfig.json").toString());
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(process.trust());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        this.client = HttpClient.newBuilder().sslContext(context).build();
        reviewsAllowed(1);
        reviewsDenied(1);
        requestsRefused(1);
        awaitSeries(lastSeries);
    }

    /** Series of ENIConfigs come a moment after the server is ready. */
    private void awaitSeries(String series) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!process.management("/q/metrics").body().contains(series)) {
            assertTrue(System.nanoTime() < deadline, series);
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    static ScrapedServer inGoodTimes(Path folder) throws Exception {
        return new ScrapedServer(folder, VPC.formatted(Instant.now(), 8_000), "eniguard_eniconfig_free_addresses{");
    }

    static ScrapedServer withOldFactsAndFewAddresses(Path folder) throws Exception {
        return new ScrapedServer(
                folder,
                VPC.formatted(Instant.now().minus(2, ChronoUnit.HOURS), 9),
                "eniguard_eniconfig_free_addresses{");
    }

    static ScrapedServer withoutFacts(Path folder) throws Exception {
        return new ScrapedServer(folder, "{}", "eniguard_eniconfig_nodes{");
    }

    void reviewsAllowed(int times) throws Exception {
        send(times, 200, REVIEW.formatted(RIGHT));
    }

    void reviewsDenied(int times) throws Exception {
        send(times, 200, REVIEW.formatted(WRONG));
    }

    void requestsRefused(int times) throws Exception {
        send(times, 400, "GET me");
    }

    private void send(int times, int status, String body) throws Exception {
        for (int i = 0; i < times; i++) {
            HttpResponse<String> answer = client.send(
                    request(HttpRequest.BodyPublishers.ofString(body)), HttpResponse.BodyHandlers.ofString());
            assertEquals(status, answer.statusCode(), answer.body());
        }
    }

    /** As over a bad network: the second half of it comes later. */
    void reviewArrivingSlowly() throws Exception {
        byte[] review = REVIEW.formatted(RIGHT).getBytes(UTF_8);
        int half = review.length / 2;
        byte[] first = Arrays.copyOf(review, half);
        byte[] rest = Arrays.copyOfRange(review, half, review.length);
        Executor later = CompletableFuture.delayedExecutor(SLOW.toMillis(), TimeUnit.MILLISECONDS);
        Iterable<byte[]> parts = () -> Stream.of(
                        CompletableFuture.completedFuture(first), CompletableFuture.supplyAsync(() -> rest, later))
                .map(CompletableFuture::join)
                .iterator();
        HttpResponse<String> answer = client.send(
                request(HttpRequest.BodyPublishers.ofByteArrays(parts)), HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer.body());
    }

    private HttpRequest request(HttpRequest.BodyPublisher body) {
        return HttpRequest.newBuilder(URI.create(process.url().replace("127.0.0.1", "localhost") + "/validate"))
                .header("Content-Type", "application/json")
                .POST(body)
                .build();
    }

    PromQl.Scrape scrape() throws Exception {
        HttpResponse<String> answer = process.management("/q/metrics");
        assertEquals(200, answer.statusCode());
        Path file = Files.writeString(folder.resolve("scrape-%d.txt".formatted(scrapes++)), answer.body());
        return new PromQl.Scrape(
                file, answer.headers().firstValue("Content-Type").orElse(""));
    }

    @Override
    public void close() {
        process.close();
    }
}
