package io.eniguard.source.ec2;

import io.eniguard.aws.AwsAccess;
import io.eniguard.testing.Await;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eks.EksClient;

/** A moto server, which emulates EC2 and EKS with their real protocols: https://docs.getmoto.org. */
public final class Moto implements AutoCloseable {

    /** The version of moto, which must be the same as in {@code .ci/run}. */
    static final String VERSION = "5.2.1";

    public static final String REGION = "us-west-2";

    /** The hints of a cluster with nodes in this region. */
    static final ClusterHints HINTS = new ClusterHints(Optional.of(REGION), Optional.empty(), Optional.empty());

    private final Process process;
    private final URI endpoint;

    private Moto(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /** The program {@code moto_server}, from the variable {@code ENIGUARD_MOTO} or from PATH. */
    static Optional<Path> program() {
        String named = System.getenv("ENIGUARD_MOTO");
        Stream<Path> places = named != null
                ? Stream.of(Path.of(named))
                : Arrays.stream(Objects.requireNonNullElse(System.getenv("PATH"), "")
                                .split(File.pathSeparator))
                        .map(folder -> Path.of(folder, "moto_server"));
        return places.filter(Files::isExecutable).findFirst();
    }

    static Moto start() throws IOException, InterruptedException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path log = Files.createDirectories(Path.of("target")).resolve("moto.log");
        Process process = new ProcessBuilder(
                        program().orElseThrow().toString(), "-H", "127.0.0.1", "-p", String.valueOf(port))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        Moto moto = new Moto(process, URI.create("http://127.0.0.1:" + port));
        moto.awaitReady(log);
        return moto;
    }

    private void awaitReady(Path log) throws IOException, InterruptedException {
        Await.that(
                "the EC2 emulator answers",
                () -> {
                    if (!process.isAlive()) {
                        throw new IOException(Files.readString(log));
                    }
                    return isReady();
                },
                () -> Files.readString(log));
    }

    private boolean isReady() throws InterruptedException {
        try {
            return HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(endpoint.resolve("/moto-api/data.json"))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    URI endpoint() {
        return endpoint;
    }

    /** The settings that make eniguard call this endpoint, which is moto or a proxy in front of it. */
    static AwsAccess access(URI endpoint) {
        return new AwsAccess(Optional.of(endpoint), Moto::credentials);
    }

    private static StaticCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));
    }

    /** A client to create VPCs and their parts. */
    public Ec2Client ec2() {
        return Ec2Client.builder()
                .endpointOverride(endpoint)
                .region(Region.of(REGION))
                .credentialsProvider(credentials())
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    EksClient eks() {
        return EksClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(REGION))
                .credentialsProvider(credentials())
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
