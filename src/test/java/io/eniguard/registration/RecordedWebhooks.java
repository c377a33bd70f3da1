package io.eniguard.registration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eniguard.envtest.RecordingWebhook;
import io.eniguard.localkube.KubeUser;
import io.eniguard.localkube.LocalApiServer;
import io.eniguard.testing.Await;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Both rendered configurations in a real API server, and a webhook that records its calls. */
final class RecordedWebhooks {

    static final String MERGE = "application/strategic-merge-patch+json";

    private final LocalApiServer server;
    private final KubeUser admin;
    private final RecordingWebhook webhook;

    RecordedWebhooks(LocalApiServer server) throws IOException {
        this.server = server;
        this.admin = server.admin();
        this.webhook = RecordingWebhook.start(server.authority().issueServing(List.of("127.0.0.1")));
    }

    void register() throws Exception {
        WebhookConfigurations configurations = new WebhookConfigurations(
                new WebhookTarget.Url(URI.create("https://127.0.0.1:" + webhook.port())),
                Optional.of(Base64.getEncoder()
                        .encodeToString(server.authority().certificatePem().getBytes(UTF_8))),
                true);
        kubectl(configurations.yaml(), "apply", "--server-side", "--validate=strict", "--filename=-");
        // Each configuration takes effect some milliseconds after the API server has answered.
        Await.that(
                "both webhooks are called",
                () -> {
                    kubectl(node("canary"), "create", "--dry-run=server", "--filename=-");
                    return webhook.callsFor("canary").stream()
                                    .map(RecordingWebhook.Call::path)
                                    .distinct()
                                    .count()
                            == 2;
                },
                () -> webhook.callsFor("canary").toString());
    }

    void takeDown() throws Exception {
        admin.kubectl("delete", "validatingwebhookconfiguration,mutatingwebhookconfiguration", "eniguard");
        webhook.close();
    }

    LocalApiServer server() {
        return server;
    }

    /** Registers a node and drops the recorded calls of its creation. */
    KubeUser registered(String name) throws Exception {
        KubeUser kubelet = server.kubelet(name);
        kubelet.kubectlWithInput(node(name), "create", "--filename=-").orThrow();
        assertCalls(name, "/mutate CREATE nodes", "/validate CREATE nodes");
        webhook.forget(name);
        return kubelet;
    }

    static void patchStatus(KubeUser kubelet, String node, String patch) throws Exception {
        HttpResponse<String> answer = kubelet.request("PATCH", "/api/v1/nodes/" + node + "/status", MERGE, patch);
        assertEquals(200, answer.statusCode(), answer.body());
    }

    void assertCalls(String name, String... expected) {
        assertEquals(
                List.of(expected),
                webhook.callsFor(name).stream()
                        .map(call -> "%s %s %s".formatted(call.path(), call.operation(), call.resource()))
                        .toList());
    }

    void kubectl(String stdin, String... arguments) throws Exception {
        admin.kubectlWithInput(stdin, arguments).orThrow();
    }

    static String node(String name) {
        return """
                {"apiVersion": "v1", "kind": "Node", "metadata": {"name": "%s", "labels": {"kubernetes.io/hostname": "%s"}}}""".formatted(name, name);
    }
}
