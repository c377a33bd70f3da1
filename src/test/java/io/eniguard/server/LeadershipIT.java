package io.eniguard.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.eniguard.envtest.RealApiServer;
import io.eniguard.localkube.KubeUser;
import io.eniguard.localkube.LocalApiServer;
import io.eniguard.testing.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Tests two replicas at one API server. One of them audits the cluster, and the other one takes over when it ends. */
@RealApiServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeadershipIT {

    private static final String NAMESPACE = "leadership";
    private static final String CRD = "openreports.io_clusterreports.yaml";

    /** The lease of 15 s, one retry, and time for a busy machine. */
    private static final Duration TAKEOVER = Duration.ofSeconds(30);

    private final KubeUser admin;

    LeadershipIT(LocalApiServer server) {
        this.admin = server.admin();
    }

    @BeforeAll
    void create() throws Exception {
        admin.kubectl("create", "namespace", NAMESPACE).orThrow();
        admin.kubectl(
                        "apply",
                        "--server-side",
                        "--filename="
                                + Path.of("src/test/resources/eniguard/crds", CRD)
                                        .toAbsolutePath())
                .orThrow();
        admin.kubectl("wait", "--for=condition=Established", "crd/clusterreports.openreports.io", "--timeout=60s")
                .orThrow();
        admin.kubectlWithInput(GuardedCluster.awsNode("true"), "apply", "--filename=-")
                .orThrow();
        admin.kubectlWithInput(GuardedCluster.eniConfig("led", GuardedCluster.NODE_SUBNET), "create", "--filename=-")
                .orThrow();
    }

    @AfterAll
    void delete() throws Exception {
        admin.kubectl("delete", "eniconfig", "led");
        admin.kubectl("delete", "daemonset", "aws-node", "--namespace=kube-system");
        admin.kubectl("delete", "clusterreports", "--all");
        admin.kubectl("delete", "namespace", NAMESPACE, "--wait=false");
    }

    private ServerProcess replica(Path folder, String name) throws Exception {
        Path own = Files.createDirectories(folder.resolve(name));
        // The findings name the file, so all replicas read the same one.
        Path vpc = Files.writeString(folder.resolve("vpc.yaml"), GuardedCluster.VPC);
        return ServerProcess.start(
                own,
                Map.of("KUBECONFIG", admin.kubeconfig().toString(), "POD_NAME", name),
                "--vpc",
                vpc.toString(),
                "--namespace",
                NAMESPACE);
    }

    private static boolean leads(ServerProcess replica) throws Exception {
        return replica.management("/q/metrics").body().contains("\neniguard_leader 1.0");
    }

    private String versions() throws Exception {
        return admin.kubectl(
                        "get",
                        "clusterreports",
                        "--output=jsonpath={range .items[*]}{.metadata.name}={.metadata.resourceVersion} {end}")
                .orThrow();
    }

    private static void awaitAudit(ServerProcess replica) throws Exception {
        Await.that(
                "an audit has ended",
                () -> !replica.management("/q/metrics").body().contains("eniguard_audit_duration_seconds_count 0"),
                replica::log);
    }

    @Test
    void anotherReplicaTakesOverAndWritesNoReportAgain(@TempDir Path folder) throws Exception {
        try (ServerProcess one = replica(folder, "one");
                ServerProcess other = replica(folder, "other")) {
            Await.that("one leads", () -> leads(one), one::log);
            Await.that("reports are written", () -> versions().contains("eniguard-eniconfigs="), one::log);
            awaitAudit(one);
            assertFalse(leads(other), "only one replica leads");
            String before = versions();

            ProcessHandle.of(one.pid()).orElseThrow().destroyForcibly();
            Await.within(TAKEOVER, "the other leads", () -> leads(other), other::log);
            awaitAudit(other);
            assertEquals(before, versions());

            try (ServerProcess third = replica(folder, "third")) {
                other.stop();
                Await.within(Duration.ofSeconds(10), "the third leads at once", () -> leads(third), third::log);
            }
        }
    }
}
