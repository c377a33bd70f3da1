package io.eniguard.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.envtest.RealApiServer;
import io.eniguard.localkube.CommandOutput;
import io.eniguard.localkube.KubeUser;
import io.eniguard.localkube.LocalApiServer;
import io.eniguard.server.Build;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code eniguard emergency} at a real API server whose webhooks nobody answers. */
@RealApiServer
class EmergencyIT {

    private static final String CONFIGURATIONS = "validatingwebhookconfiguration,mutatingwebhookconfiguration";

    private static final String ENI_CONFIG = """
            apiVersion: crd.k8s.amazonaws.com/v1alpha1
            kind: ENIConfig
            metadata: {name: emergency}
            spec: {subnet: subnet-0123456789abcdef0}
            """;

    private static final String OFF = """
            MutatingWebhookConfiguration eniguard: the webhooks are off
            ValidatingWebhookConfiguration eniguard: the webhooks are off
            eniguard reviews nothing until ./eniguard emergency on
            """;

    private static final String ON = """
            MutatingWebhookConfiguration eniguard: the webhooks are on
            ValidatingWebhookConfiguration eniguard: the webhooks are on
            """;

    private final LocalApiServer cluster;
    private final KubeUser admin;

    EmergencyIT(LocalApiServer cluster) {
        this.cluster = cluster;
        this.admin = cluster.admin();
    }

    @BeforeEach
    void register() throws Exception {
        register("apply");
    }

    private void register(String verb) throws Exception {
        // Nothing listens on this port.
        String webhooks = new WebhookConfigurations(
                        WebhookTarget.Url.parse("https://127.0.0.1:1"), Optional.empty(), true)
                .yaml();
        admin.kubectlWithInput(webhooks, verb, "--filename=-").orThrow();
    }

    @AfterEach
    void remove() throws Exception {
        admin.kubectl("delete", CONFIGURATIONS, "eniguard", "--ignore-not-found")
                .orThrow();
    }

    private static CommandOutput emergency(Path kubeconfig, String position) throws Exception {
        return Build.asked().run(Map.of("KUBECONFIG", kubeconfig.toString()), List.of("emergency", position));
    }

    private CommandOutput create() throws Exception {
        return admin.kubectlWithInput(ENI_CONFIG, "create", "--dry-run=server", "--filename=-");
    }

    /** Returns the annotations and webhooks of both configurations. */
    private String stored() throws Exception {
        return admin.kubectl(
                        "get",
                        CONFIGURATIONS,
                        "eniguard",
                        "--output=jsonpath={range .items[*]}{.metadata.annotations}{.webhooks}{end}")
                .orThrow();
    }

    @Test
    void switchedOffTheWebhooksDelayNothingAndSwitchedOnTheyAreAsBefore() throws Exception {
        String before = stored();
        assertTrue(create().err().contains("failed calling webhook"), () -> "no webhook refuses the ENIConfig");

        CommandOutput off = emergency(admin.kubeconfig(), "off");
        assertEquals(new CommandOutput(0, OFF, ""), off);
        assertTrue(create().succeeded());

        assertEquals(
                OFF.replace("are off", "are off already"),
                emergency(admin.kubeconfig(), "off").out());
        assertTrue(create().succeeded());

        assertEquals(new CommandOutput(0, ON, ""), emergency(admin.kubeconfig(), "on"));
        assertEquals(before, stored());
        assertFalse(create().succeeded());
        assertEquals(
                ON.replace("are on", "are on already"),
                emergency(admin.kubeconfig(), "on").out());
    }

    @Test
    void webhooksThatAreRegisteredAgainAreSwitchedOffByARepetition() throws Exception {
        emergency(admin.kubeconfig(), "off");
        register("apply");
        assertTrue(create().succeeded());
        register("replace");
        assertFalse(create().succeeded());

        assertEquals(0, emergency(admin.kubeconfig(), "off").exitCode());
        assertTrue(create().succeeded());
    }

    @Test
    void absentConfigurationsAreNoErrorUnlessTheyShouldBeOn() throws Exception {
        remove();
        CommandOutput off = emergency(admin.kubeconfig(), "off");
        assertEquals(0, off.exitCode(), off::err);
        assertTrue(
                off.out()
                        .startsWith(
                                "MutatingWebhookConfiguration eniguard is absent, so its webhooks are not called\n"),
                off::out);

        CommandOutput on = emergency(admin.kubeconfig(), "on");
        assertEquals(2, on.exitCode());
        assertTrue(
                on.err()
                        .contains(
                                "eniguard: ValidatingWebhookConfiguration eniguard is absent. Fix: register the webhooks with"
                                        + " kubectl apply -k k8s/\n"),
                on::err);
    }

    @Test
    void aMissingPermissionIsReportedForBothConfigurations() throws Exception {
        CommandOutput off = emergency(cluster.user("passer-by").kubeconfig(), "off");
        assertEquals(2, off.exitCode());
        assertEquals(2, off.err().lines().count(), off::err);
        assertTrue(
                off.err().contains("User \"passer-by\" cannot get resource \"validatingwebhookconfigurations\""),
                off::err);
    }

    @Test
    void anAbsentApiServerIsReportedWithItsAddress(@TempDir Path folder) throws Exception {
        Path kubeconfig = Files.writeString(
                folder.resolve("kubeconfig"),
                Files.readString(admin.kubeconfig()).replaceAll("https://127.0.0.1:[0-9]+", "https://127.0.0.1:1"));
        CommandOutput off = emergency(kubeconfig, "off");
        assertEquals(2, off.exitCode());
        assertTrue(off.err().startsWith("eniguard: the API server cannot be reached: https://127.0.0.1:1: "), off::err);
        assertEquals(1, off.err().lines().count(), off::err);
    }
}
