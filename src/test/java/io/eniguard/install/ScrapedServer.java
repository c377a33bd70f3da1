package io.eniguard.install;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eniguard.certs.CertificateAuthority;
import io.eniguard.server.ServerProcess;
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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A server with one ENIConfig. It has received a review of each outcome and one invalid request, so that all its series exist. */
final class ScrapedServer implements AutoCloseable {

    private static final String SUBNET = "subnet-0a1b2c3d4e5f60718";
    private static final String GROUP = "sg-0123456789abcdef0";

    private static final String VPC = """
            Snapshot: {vpcId: vpc-01, asOf: "%s"}
            Vpcs:
            - {VpcId: vpc-01, CidrBlock: 100.64.0.0/16, CidrBlockAssociationSet: [{CidrBlock: 100.64.0.0/16, CidrBlockState: {State: associated}}]}
            Subnets:
            - {SubnetId: subnet-0a1b2c3d4e5f60718, VpcId: vpc-01, CidrBlock: 100.64.0.0/26, AvailabilityZone: us-west-2a, State: available, AvailableIpAddressCount: 9}
            SecurityGroups:
            - {GroupId: sg-0123456789abcdef0, VpcId: vpc-01, IpPermissions: [{IpProtocol: "-1", UserIdGroupPairs: [{GroupId: sg-0123456789abcdef0}]}]}
            NetworkInterfaces: []
            """;

    private static final String ENI_CONFIG = """
            {"apiVersion":"crd.k8s.amazonaws.com/v1alpha1","kind":"ENIConfig","metadata":{"name":"%s"},\
            "spec":{"subnet":"%s","securityGroups":["%s"]}}""";

    private static final String REVIEW = """
            {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u-1","operation":"CREATE",\
            "userInfo":{"username":"admin@example.com"},"object":%s,"oldObject":null}}""";

    private static final String NODE = """
            {"apiVersion":"v1","kind":"Node","metadata":{"name":"node-1"},"spec":{"providerID":"aws:///us-west-2a/%s"}}""";

    /** The duration of a slow review, which is longer than the half second that the alert EniguardReviewsSlow allows. */
    private static final Duration SLOW = Duration.ofMillis(700);

    private final ServerProcess process;
    private final Path folder;
    private final String right;
    private final String wrong;
    private final HttpClient client;
    private int scrapes;

    private ScrapedServer(Path folder, ServerProcess process, String right, String wrong) throws Exception {
        this.folder = folder;
        this.process = process;
        this.right = right;
        this.wrong = wrong;
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(process.trust());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        this.client = HttpClient.newBuilder().sslContext(context).build();
        reviewsAllowed(1);
        reviewsDenied(1);
        requestsRefused(1);
    }

    /** Polls the metrics until they match, because some metrics change independently of reviews. */
    void await(Predicate<String> isSo) throws Exception {
        Await.value("the metrics match", () -> process.management("/q/metrics").body(), isSo);
    }

    /** Starts a server that reads EC2 through a proxy that can simulate faults. */
    static ScrapedServer ofEc2(Path folder, PodVpc vpc, Proxy ec2) throws Exception {
        String right = ENI_CONFIG.formatted("us-west-2a", vpc.subnet("pods-a"), vpc.podGroup());
        Path cluster = cluster(folder, right);
        Files.writeString(cluster.resolve("node.json"), NODE.formatted(vpc.nodeInstance()));
        ServerProcess process = ServerProcess.start(
                folder,
                Map.of(
                        "AWS_ENDPOINT_URL", ec2.endpoint().toString(),
                        "AWS_ACCESS_KEY_ID", "test",
                        "AWS_SECRET_ACCESS_KEY", "test",
                        "AWS_EC2_METADATA_DISABLED", "true"),
                "--vpc=ec2",
                "--cluster-name=" + vpc.cluster(),
                "--cluster=" + cluster);
        return new ScrapedServer(
                folder, process, right, ENI_CONFIG.formatted("us-west-2b", vpc.subnet("nodes-b"), vpc.podGroup()));
    }

    static ScrapedServer withOldFactsAndLittleRoom(Path folder) throws Exception {
        var server = ofFile(folder, VPC.formatted(Instant.now().minus(2, ChronoUnit.HOURS)));
        server.await(metrics -> metrics.contains("eniguard_eniconfig_free_prefixes{"));
        return server;
    }

    static ScrapedServer withoutFacts(Path folder) throws Exception {
        var server = ofFile(folder, "{}");
        server.await(metrics -> metrics.contains("eniguard_eniconfig_nodes{"));
        return server;
    }

    private static ScrapedServer ofFile(Path folder, String vpc) throws Exception {
        Files.writeString(folder.resolve("vpc.yaml"), vpc);
        String right = rightEniConfig();
        ServerProcess process = ServerProcess.start(
                folder, Map.of(), "--vpc=" + folder.resolve("vpc.yaml"), "--cluster=" + cluster(folder, right));
        return new ScrapedServer(folder, process, right, wrongEniConfig());
    }

    /**
     * Starts a replica in a real cluster, with the facts about the VPC in a file.
     *
     * @param kubeconfig the credentials of eniguard
     * @param options additional options of {@code serve}
     */
    static ScrapedServer ofCluster(Path folder, Path kubeconfig, String vpc, String... options) throws Exception {
        Files.writeString(folder.resolve("vpc.yaml"), vpc);
        Stream<String> all = Stream.concat(Stream.of("--vpc=" + folder.resolve("vpc.yaml")), Stream.of(options));
        ServerProcess process = ServerProcess.start(
                folder,
                Map.of(
                        "KUBECONFIG",
                        kubeconfig.toString(),
                        "POD_NAME",
                        folder.getFileName().toString()),
                all.toArray(String[]::new));
        return new ScrapedServer(folder, process, rightEniConfig(), wrongEniConfig());
    }

    /** Returns facts about a VPC with the subnet of {@link #rightEniConfig}. */
    static String currentVpc() {
        return VPC.formatted(Instant.now());
    }

    static String rightEniConfig() {
        return ENI_CONFIG.formatted("us-west-2a", SUBNET, GROUP);
    }

    /** Returns an ENIConfig that is denied without any facts about the VPC, because "SUBNET" is never a valid id. */
    static String wrongEniConfig() {
        return ENI_CONFIG.formatted("us-west-2a", "SUBNET", GROUP);
    }

    /** Writes the objects of a cluster with prefix delegation on. */
    private static Path cluster(Path folder, String eniConfig) throws IOException {
        Path cluster = Files.createDirectories(folder.resolve("cluster"));
        Files.writeString(cluster.resolve("eniconfig.json"), eniConfig);
        Files.writeString(
                cluster.resolve("aws-node.yaml"),
                Files.readString(Path.of("examples/cluster/aws-node.yaml"))
                        .replace(
                                "ENABLE_PREFIX_DELEGATION, value: \"false\"",
                                "ENABLE_PREFIX_DELEGATION, value: \"true\""));
        return cluster;
    }

    /**
     * Replaces the certificate with one that expires in three days. Open connections keep the old certificate. Tests send no review after
     * this call.
     */
    void certificateNearItsEnd() throws Exception {
        String before = process.management("/q/metrics").body();
        String end = before.lines()
                .filter(line -> line.startsWith("eniguard_certificate_expiry_timestamp_seconds{"))
                .findFirst()
                .orElseThrow();
        process.renew(CertificateAuthority.create("nearly over", Duration.ofDays(3), Clock.systemUTC()));
        await(metrics -> !metrics.contains(end));
    }

    void reviewsAllowed(int times) throws Exception {
        send(times, 200, REVIEW.formatted(right));
    }

    void reviewsDenied(int times) throws Exception {
        send(times, 200, REVIEW.formatted(wrong));
    }

    /** Sends a review in which a member of the group "oncall" breaks glass. */
    void glassBroken() throws Exception {
        String object = wrong.replace(
                "\"metadata\":{", "\"metadata\":{\"annotations\":{\"eniguard.io/break-glass\":\"fire\"},");
        String review = REVIEW.formatted(object).replace("\"userInfo\":{", "\"userInfo\":{\"groups\":[\"oncall\"],");
        send(1, 200, review);
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

    /** Sends the second half of a review later, as over a slow network. */
    void reviewArrivingSlowly() throws Exception {
        byte[] review = REVIEW.formatted(right).getBytes(UTF_8);
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
