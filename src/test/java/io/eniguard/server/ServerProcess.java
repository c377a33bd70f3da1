package io.eniguard.server;

import io.eniguard.certs.CertificateAuthority;
import io.eniguard.testing.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process that runs {@code eniguard serve} on loopback, with a certificate from a CA of this test. */
public final class ServerProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /**
     * A client that uses HTTP/1.1, as Prometheus and kubelets do. By default, this client would try to upgrade to HTTP/2 in clear text, and
     * the server may never answer that.
     */
    private static final HttpClient MANAGEMENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final List<String> program;
    private final Process process;
    private final Path folder;
    private final Ports ports;
    private final ServingFiles files;
    private final Map<String, String> environment;
    private String firstReadyAnswer = "";

    private ServerProcess(
            List<String> program,
            Process process,
            Path folder,
            Ports ports,
            ServingFiles files,
            Map<String, String> environment) {
        this.program = program;
        this.process = process;
        this.folder = folder;
        this.ports = ports;
        this.files = files;
        this.environment = Map.copyOf(environment);
    }

    private record Ports(int webhooks, int management) {

        static Ports free() throws IOException {
            try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                    ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return new Ports(one.getLocalPort(), other.getLocalPort());
            }
        }
    }

    /**
     * Starts the server and waits until it is ready.
     *
     * @param options options of {@code serve}, except ports and certificate
     */
    public static ServerProcess start(Path folder, Map<String, String> environment, String... options)
            throws IOException, InterruptedException {
        return start(Build.asked(), folder, environment, options);
    }

    /**
     * Does the same as {@link #start(Path, Map, String...)}, with other certificate options.
     *
     * @param tls the certificate options; if empty, {@code --tls-cert} and {@code --tls-key} name the server's own files
     */
    static ServerProcess startWith(Path folder, Map<String, String> environment, String[] tls, String... options)
            throws IOException, InterruptedException {
        ServingFiles files = ServingFiles.create(folder);
        return start(
                Build.asked().command(environment),
                folder,
                environment,
                files,
                Ports.free(),
                tls.length > 0 ? tls : files.options(),
                options);
    }

    /** Does the same as {@link #start(Path, Map, String...)}, with the given build. */
    static ServerProcess start(Build build, Path folder, Map<String, String> environment, String... options)
            throws IOException, InterruptedException {
        ServingFiles files = ServingFiles.create(folder);
        return start(build.command(environment), folder, environment, files, Ports.free(), files.options(), options);
    }

    private static ServerProcess start(
            List<String> program,
            Path folder,
            Map<String, String> environment,
            ServingFiles files,
            Ports ports,
            String[] tls,
            String... options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of("serve", "--host", "127.0.0.1"));
        command.addAll(List.of("--port", String.valueOf(ports.webhooks)));
        command.addAll(List.of("--management-port", String.valueOf(ports.management)));
        command.addAll(List.of(tls));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("server.log").toFile()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        ServerProcess server = new ServerProcess(program, process, folder, ports, files, environment);
        server.awaitReady();
        return server;
    }

    /** Replaces the certificate and key files, as the kubelet does after a Secret was renewed. */
    public void renew(CertificateAuthority issuer) throws IOException {
        files.write(issuer);
    }

    /** Stops the server and starts it again with the same ports and certificate files. */
    public ServerProcess restart(String... options) throws IOException, InterruptedException {
        stop();
        return start(program, folder, environment, files, ports, files.options(), options);
    }

    /** The body of the server's first answer that reported ready. */
    String firstReadyAnswer() {
        return firstReadyAnswer;
    }

    private void awaitReady() throws IOException, InterruptedException {
        boolean isReady = false;
        try {
            Await.that("the server is ready", this::isReadyUnlessEnded, this::log);
            isReady = true;
        } finally {
            if (!isReady) {
                process.destroyForcibly();
            }
        }
    }

    private boolean isReadyUnlessEnded() throws IOException, InterruptedException {
        if (!process.isAlive()) {
            throw new IOException("the server ended before it was ready:\n" + log());
        }
        return isReady();
    }

    public boolean isReady() throws InterruptedException {
        try {
            HttpResponse<String> answer = management("/q/health/ready");
            boolean isReady = answer.statusCode() == 200;
            if (isReady && firstReadyAnswer.isEmpty()) {
                firstReadyAnswer = answer.body();
            }
            return isReady;
        } catch (IOException e) {
            return false;
        }
    }

    public HttpResponse<String> management(String path) throws IOException, InterruptedException {
        return MANAGEMENT.send(
                HttpRequest.newBuilder(managementUri(path)).timeout(PATIENCE).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    public URI managementUri(String path) {
        return URI.create("http://127.0.0.1:" + ports.management + path);
    }

    public String url() {
        return "https://127.0.0.1:" + ports.webhooks;
    }

    public int port() {
        return ports.webhooks;
    }

    public CertificateAuthority authority() {
        return files.authority();
    }

    /** Returns a trust store that contains only the server's CA. */
    public KeyStore trust() throws GeneralSecurityException, IOException {
        KeyStore trust = KeyStore.getInstance(KeyStore.getDefaultType());
        trust.load(null, null);
        trust.setCertificateEntry("ca", authority().certificate());
        return trust;
    }

    public String log() throws IOException {
        return Files.readString(folder.resolve("server.log"));
    }

    public long pid() {
        return process.pid();
    }

    /** The resident memory of the process, as reported by Linux. */
    long residentKibibytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }

    /** Sends SIGTERM and waits until the process has ended. */
    public int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return process.waitFor();
    }

    @Override
    public void close() {
        try {
            stop();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
