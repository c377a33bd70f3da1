package io.eniguard.install;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.envtest.RealApiServer;
import io.eniguard.localkube.ApiServerBinaries;
import io.eniguard.localkube.KubeUser;
import io.eniguard.localkube.LocalApiServer;
import io.eniguard.localkube.PublishedCrd;
import io.eniguard.testing.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Runs the commands of k8s/README.md for an emergency and for uninstalling exactly as they are printed, and runs them twice. */
@RealApiServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GuideIT {

    private static final String CONFIGURATIONS = "validatingwebhookconfiguration,mutatingwebhookconfiguration";

    private static final String REPORTS = "clusterreports.openreports.io";

    private final Path folder;
    private final LocalApiServer server;
    private final KubeUser admin;

    GuideIT(@TempDir Path folder) throws Exception {
        this.folder = folder;
        // The test uses its own API server, because a deleted namespace never disappears without a controller.
        this.server = LocalApiServer.start(ApiServerBinaries.find().orElseThrow(), folder.resolve("api-server"));
        this.admin = server.admin();
    }

    @BeforeAll
    void install() throws Exception {
        server.install(PublishedCrd.values());
        kubectlOnPath();
        shell("kubectl apply -k k8s/ && certs/make-certs.sh");
        admin.kubectl(
                        "apply",
                        "--server-side",
                        "--filename="
                                + Path.of("src/test/resources/eniguard/crds/openreports.io_clusterreports.yaml")
                                        .toAbsolutePath())
                .orThrow();
        admin.kubectlWithInput("""
                        apiVersion: coordination.k8s.io/v1
                        kind: Lease
                        metadata: {name: eniguard, namespace: eniguard, labels: {app.kubernetes.io/name: eniguard}}
                        """, "apply", "--filename=-").orThrow();
    }

    @AfterAll
    void takeDown() throws Exception {
        server.close();
    }

    @Test
    @Order(1)
    void theEmergencyCommandsCanBeRepeatedAndReverted() throws Exception {
        String[] shown = commands("## Emergency");
        assertEquals(4, shown.length);
        assertEquals(2, configurations());
        shell(shown[0]);
        shell(shown[0]);
        assertEquals("off off", emergency());
        shell(shown[1]);
        assertEquals("", emergency());
        shell(shown[2]);
        shell(shown[2]);
        assertEquals(0, configurations());
        shell(shown[3]);
        assertEquals(2, configurations());
        assertTrue(admin.kubectl("get", CONFIGURATIONS, "eniguard", "-o", "yaml")
                .orThrow()
                .contains("caBundle: "));
    }

    @Test
    @Order(2)
    void uninstallingCanBeRepeatedAndFollowAnEmergency() throws Exception {
        shell(commands("## Emergency")[2]);
        String uninstall = String.join("\n", commands("## Uninstall"));
        createReport("eniguard-nodes", "eniguard");
        createReport("others", "other");
        shell(uninstall);
        assertEquals(
                "others",
                admin.kubectl("get", REPORTS, "-o", "jsonpath={.items[*].metadata.name}")
                        .orThrow());
        assertEquals(
                "",
                admin.kubectl("get", "leases", "-n", "eniguard", "-o", "name").orThrow());
        assertEquals(0, configurations());
        assertEquals(
                "",
                admin.kubectl("get", "clusterrole", "eniguard", "--ignore-not-found")
                        .orThrow());
        shell(uninstall);
    }

    /** Tests the pipe that k8s/README.md recommends for patches in the same folder as their bases. */
    @Test
    void checkReadsWhatKustomizeRenders() throws Exception {
        Path overlay = Files.createDirectories(folder.resolve("overlay"));
        Files.copy(Path.of("examples/wrong/eniconfig/subnet-cidr-of-nodes.yaml"), overlay.resolve("eniconfig.yaml"));
        Files.writeString(overlay.resolve("kustomization.yaml"), """
                resources: [eniconfig.yaml]
                patches:
                  - target: {kind: ENIConfig}
                    patch: |-
                      - {op: replace, path: /spec/subnet, value: subnet-0a41d9c8b7e6f5a01}
                """);
        String check = "'%s' -jar target/quarkus-app/quarkus-run.jar check %%s --vpc examples/vpc"
                .formatted(Path.of(System.getProperty("java.home"), "bin", "java"));

        shell("kubectl kustomize '%s' | %s".formatted(overlay, check.formatted("-")));
        shell("! " + check.formatted("'" + overlay.resolve("eniconfig.yaml") + "'"));
    }

    private void createReport(String name, String manager) throws Exception {
        // A new resource becomes usable a moment after the API server starts to serve it.
        Await.that(
                name + " is created",
                () -> admin.kubectlWithInput("""
                                apiVersion: openreports.io/v1alpha1
                                kind: ClusterReport
                                metadata: {name: %s, labels: {app.kubernetes.io/managed-by: %s}}
                                """.formatted(name, manager), "apply", "--filename=-")
                        .succeeded(),
                () -> "");
    }

    private long configurations() throws Exception {
        return admin.kubectl("get", CONFIGURATIONS, "-o", "name")
                .orThrow()
                .lines()
                .count();
    }

    /** The code blocks below a heading. */
    private static String[] commands(String heading) throws Exception {
        String readme = Files.readString(Path.of("k8s/README.md"));
        String section = readme.substring(readme.indexOf(heading + "\n"));
        int end = section.indexOf("\n## ");
        String[] paragraphs =
                section.substring(0, end < 0 ? section.length() : end).split("\n\n", -1);
        return Arrays.stream(paragraphs)
                .filter(paragraph -> paragraph.startsWith("    "))
                .map(String::stripIndent)
                .toArray(String[]::new);
    }

    /** Returns the emergency annotations of both configurations. */
    private String emergency() throws Exception {
        return admin.kubectl(
                        "get",
                        CONFIGURATIONS,
                        "eniguard",
                        "-o",
                        "jsonpath={.items[*].metadata.annotations.eniguard\\.io/emergency}")
                .orThrow();
    }

    private void kubectlOnPath() throws Exception {
        Path programs = Files.createDirectories(folder.resolve("programs"));
        Path kubectl = ApiServerBinaries.find().orElseThrow().folder().resolve("kubectl");
        // No controller completes the deletion of a namespace, so kubectl must not wait for it.
        Files.writeString(programs.resolve("kubectl"), """
                #!/usr/bin/env bash
                if [ "$1" = delete ]; then set -- "$@" --wait=false; fi
                exec '%s' --kubeconfig '%s' "$@"
                """.formatted(kubectl, admin.kubeconfig()));
        assertTrue(programs.resolve("kubectl").toFile().setExecutable(true));
    }

    private void shell(String commands) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder("bash", "-e", "-o", "pipefail", "-c", commands).redirectErrorStream(true);
        builder.environment().merge("PATH", folder.resolve("programs") + ":", (path, first) -> first + path);
        builder.environment().put("KUBECONFIG", admin.kubeconfig().toString());
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertTrue(process.waitFor(2, TimeUnit.MINUTES), "it does not end");
        assertEquals(0, process.exitValue(), commands + "\n" + output);
    }
}
