package io.eniguard.server.lead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.cluster.ReviewedKind;
import io.eniguard.envtest.RealApiServer;
import io.eniguard.kube.ApiRequests;
import io.eniguard.kube.ReportRequests;
import io.eniguard.kube.ReportRequests.ReportKind;
import io.eniguard.localkube.KubeUser;
import io.eniguard.localkube.LocalApiServer;
import io.eniguard.server.settings.AuditSettings.Reports;
import io.eniguard.testing.Await;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests an audit with very many findings in the heap of the native image, which Dockerfile.native limits to 64 MB. */
@RealApiServer
class ReportMemoryIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final KubeUser admin;

    ReportMemoryIT(LocalApiServer server) {
        this.admin = server.admin();
    }

    @Test
    void fiveThousandFindingsFitIntoTheHeapOfTheNativeImage(@TempDir Path folder) throws Exception {
        prepare();
        Path out = folder.resolve("out");
        Process audit = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-Xlog:gc",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallHeapAudit.class.getName(),
                        admin.kubeconfig().toString())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            assertTrue(audit.waitFor(5, TimeUnit.MINUTES), "the audits take too long");
        } finally {
            audit.destroyForcibly();
        }
        List<String> lines = Files.readAllLines(out);
        List<String> audits =
                lines.stream().filter(line -> line.startsWith("{FindingSort")).toList();

        assertEquals(0, audit.exitValue(), String.join("\n", lines));
        assertEquals(
                List.of(10, 0, 1), audits.stream().map(ReportMemoryIT::written).toList(), audits.toString());
        try (KubernetesClient client = admin.client()) {
            ReportRequests requests = new ReportRequests(new ApiRequests(client), LIMIT, LIMIT);
            assertEquals(
                    10,
                    ReportPublisherIT.reports(requests, ReportKind.OPENREPORTS).size());
        }
    }

    /** Installs the resource and waits until it is usable. An API server may answer 429 until then. */
    private void prepare() throws Exception {
        ReportPublisherIT.install(admin, ReportKind.OPENREPORTS);
        try (KubernetesClient client = admin.client()) {
            ReportPublisher publisher = new ReportPublisher(
                    new ReportRequests(new ApiRequests(client), LIMIT, LIMIT), Reports.AUTO, () -> true, outcome -> {});
            Await.that(
                    "reports can be written",
                    () -> publisher
                            .publish(
                                    Map.of(
                                            ReviewedKind.NODE,
                                            new AuditedKind(List.of(), 1, Set.of(), Optional.empty())),
                                    FoundObject.NOW)
                            .trouble()
                            .isEmpty(),
                    () -> "");
        }
        admin.kubectl("delete", ReportPublisherIT.crd(ReportKind.OPENREPORTS), "--all")
                .orThrow();
    }

    private static int written(String line) {
        return line.split("WRITTEN", -1).length - 1;
    }
}
