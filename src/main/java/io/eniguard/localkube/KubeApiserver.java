package io.eniguard.localkube;

import io.eniguard.certs.CertificateAuthority;
import io.eniguard.certs.KeyAndCertificate;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The program kube-apiserver, which can be restarted at the same address. Not safe for use by several threads. */
final class KubeApiserver {

    private static final Duration LONGEST_START = Duration.ofMinutes(2);
    private static final int PORTS_TO_TRY = 5;

    /** The audit policy. The log contains the user, the action and the annotations of webhooks for each request, but no bodies. */
    private static final String AUDIT_POLICY = """
            apiVersion: audit.k8s.io/v1
            kind: Policy
            omitStages: [RequestReceived]
            rules:
            - level: None
              users: [system:apiserver]
            - level: Metadata
            """;

    private final ProcessGroup processes;
    private final ApiServerBinaries binaries;
    private final Path folder;
    private final Etcd etcd;
    private final HttpClient http;
    private final List<String> options;
    private LocalProcess process;
    private int port;
    private int runs;

    private KubeApiserver(
            ProcessGroup processes,
            ApiServerBinaries binaries,
            Path folder,
            Etcd etcd,
            CertificateAuthority authority,
            List<String> options)
            throws IOException, InterruptedException {
        this.processes = processes;
        this.binaries = binaries;
        this.folder = folder;
        this.etcd = etcd;
        this.http = KubeUser.http(authority, null);
        this.options = List.copyOf(options);
        this.process = startAnywhere();
    }

    /**
     * Starts the API server on any free port and waits until it is ready.
     *
     * @param options additional options of kube-apiserver
     */
    static KubeApiserver start(
            ProcessGroup processes,
            ApiServerBinaries binaries,
            Path folder,
            Etcd etcd,
            CertificateAuthority authority,
            List<String> options)
            throws IOException, InterruptedException {
        prepare(folder, authority);
        return new KubeApiserver(processes, binaries, folder, etcd, authority, options);
    }

    String url() {
        return "https://127.0.0.1:" + port;
    }

    void restart() throws IOException, InterruptedException {
        processes.stop(process);
        process = startOnce();
    }

    /** Writes the files that kube-apiserver reads at each start. */
    private static void prepare(Path folder, CertificateAuthority authority) throws IOException {
        KeyAndCertificate serving = authority.issueServing(
                List.of("localhost", "127.0.0.1", "kubernetes", "kubernetes.default", "kubernetes.default.svc"));
        Files.writeString(folder.resolve("ca.crt"), authority.certificatePem());
        Files.writeString(folder.resolve("serving.crt"), serving.certificatePem());
        Files.writeString(folder.resolve("serving.key"), serving.keyPem());
        // This key signs the tokens of service accounts. The API server cannot read a public key from a PKCS #8 file,
        // so it gets the public key in a certificate.
        KeyAndCertificate tokens = authority.issueClient("service-account-tokens", List.of());
        Files.writeString(folder.resolve("tokens.crt"), tokens.certificatePem());
        Files.writeString(folder.resolve("tokens.key"), tokens.keyPem());
        Files.writeString(folder.resolve("audit-policy.yaml"), AUDIT_POLICY);
    }

    private LocalProcess startAnywhere() throws IOException, InterruptedException {
        for (int i = 1; ; i++) {
            port = FreePort.find();
            try {
                return startOnce();
            } catch (IOException e) {
                if (i == PORTS_TO_TRY || !String.valueOf(e.getMessage()).contains("address already in use")) {
                    throw e;
                }
            }
        }
    }

    private LocalProcess startOnce() throws IOException, InterruptedException {
        runs++;
        Path log = folder.resolve(runs == 1 ? "kube-apiserver.log" : "kube-apiserver-%d.log".formatted(runs));
        LocalProcess started = processes.start(command(), folder, log);
        HttpRequest readyz = HttpRequest.newBuilder(URI.create(url() + "/readyz"))
                .timeout(Duration.ofSeconds(5))
                .build();
        started.await("readiness", LONGEST_START, () -> ready(readyz));
        return started;
    }

    /**
     * Returns the command line. The current folder of the process is {@code folder}, so relative names refer to the files that {@link
     * #prepare} writes.
     */
    private List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                binaries.kubeApiserver().toString(),
                "--etcd-servers=http://127.0.0.1:" + etcd.port(),
                "--bind-address=127.0.0.1",
                "--advertise-address=127.0.0.1",
                "--secure-port=" + port,
                // A loopback address cannot be the endpoint of the Service "kubernetes".
                "--endpoint-reconciler-type=none",
                "--tls-cert-file=serving.crt",
                "--tls-private-key-file=serving.key",
                "--client-ca-file=ca.crt",
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-signing-key-file=tokens.key",
                "--service-account-key-file=tokens.crt",
                "--service-cluster-ip-range=10.96.0.0/16",
                // By default, authorization and NodeRestriction are off, and every user may do everything.
                "--authorization-mode=Node,RBAC",
                "--enable-admission-plugins=NodeRestriction",
                // No controller creates the ServiceAccount "default" here, so this plugin would refuse every pod.
                "--disable-admission-plugins=ServiceAccount",
                "--audit-policy-file=audit-policy.yaml",
                "--audit-log-path=audit.log",
                "--profiling=false"));
        command.addAll(options);
        return command;
    }

    private boolean ready(HttpRequest readyz) throws IOException, InterruptedException {
        int status = http.send(readyz, BodyHandlers.discarding()).statusCode();
        if (status != 200) {
            throw new IOException(readyz.uri() + " answers with status " + status);
        }
        return true;
    }
}
