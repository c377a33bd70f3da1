package io.eniguard.demo;

import io.eniguard.certs.CertificateAuthority;
import io.eniguard.certs.KeyAndCertificate;
import io.eniguard.localkube.FreePort;
import io.eniguard.localkube.LocalProcess;
import io.eniguard.localkube.ProcessGroup;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code eniguard serve} on 127.0.0.1, in a separate process.
 *
 * @param url the address for reviews, {@code https://127.0.0.1:PORT}
 * @param authority the CA that signed the certificate of the server
 */
record DemoServer(URI url, CertificateAuthority authority) {

    private static final Duration LONGEST_START = Duration.ofMinutes(2);
    private static final Duration CERTIFICATE_LIFETIME = Duration.ofDays(2);
    // The server runs only for seconds, so the optimizing compiler and the concurrent garbage collector do not pay off.
    private static final List<String> SHORT_LIVED = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    private static final int PORTS_TO_TRY = 5;

    /**
     * The sources of the facts that the server uses.
     *
     * @param vpc the value of {@code --vpc}
     * @param cluster the value of {@code --cluster}
     * @param policies the value of {@code --policy}
     * @param environment additional environment variables, such as {@code KUBECONFIG}
     */
    record Knowledge(Path vpc, String cluster, Path policies, Map<String, String> environment) {}

    /**
     * Starts the server and waits until it is ready.
     *
     * @param folder the folder for the certificate and the log of the server
     * @throws IOException if the server does not become ready; the message contains the end of its log
     */
    static DemoServer start(ProcessGroup processes, Path folder, Knowledge knowledge)
            throws IOException, InterruptedException {
        CertificateAuthority authority =
                CertificateAuthority.create("eniguard demo", CERTIFICATE_LIFETIME, Clock.systemUTC());
        KeyAndCertificate serving = authority.issueServing(List.of("127.0.0.1", "localhost"));
        Files.writeString(folder.resolve("tls.crt"), serving.certificatePem());
        Files.writeString(folder.resolve("tls.key"), serving.keyPem());
        for (int i = 1; ; i++) {
            try {
                return new DemoServer(startOnce(processes, folder, knowledge), authority);
            } catch (IOException e) {
                if (i == PORTS_TO_TRY || !String.valueOf(e.getMessage()).contains("already in use")) {
                    throw e;
                }
            }
        }
    }

    private static URI startOnce(ProcessGroup processes, Path folder, Knowledge knowledge)
            throws IOException, InterruptedException {
        int port = FreePort.find();
        int management = FreePort.find();
        List<String> command = new ArrayList<>(OwnProgram.command(SHORT_LIVED));
        command.addAll(List.of("serve", "--host=127.0.0.1", "--port=" + port, "--management-port=" + management));
        command.addAll(List.of("--tls-cert=" + folder.resolve("tls.crt"), "--tls-key=" + folder.resolve("tls.key")));
        command.addAll(List.of("--vpc=" + knowledge.vpc(), "--cluster=" + knowledge.cluster()));
        command.add("--policy=" + knowledge.policies());
        Map<String, String> environment = new HashMap<>(knowledge.environment());
        environment.put("HOME", folder.toString());
        // The server has the same current folder as this process, so a relative file name means the same file in both
        // processes.
        LocalProcess process =
                processes.start(command, environment, Path.of("").toAbsolutePath(), folder.resolve("eniguard.log"));
        URI ready = URI.create("http://127.0.0.1:%d/q/health/ready".formatted(management));
        HttpClient http = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(5))
                .proxy(HttpClient.Builder.NO_PROXY)
                .build();
        process.await("readiness", LONGEST_START, () -> awaitOk(http, ready));
        return URI.create("https://127.0.0.1:" + port);
    }

    private static int awaitOk(HttpClient http, URI ready) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(ready).timeout(Duration.ofSeconds(5)).build();
        var response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("%s returned status %d: %s".formatted(ready, response.statusCode(), response.body()));
        }
        return response.statusCode();
    }
}
