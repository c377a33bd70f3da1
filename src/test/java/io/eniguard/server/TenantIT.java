package io.eniguard.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.json.TreeWriter;
import io.eniguard.localkube.CommandOutput;
import io.eniguard.localkube.KubeUser;
import io.eniguard.tree.HostileTexts;
import java.io.IOException;
import java.io.StringWriter;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tests a tenant that has only the right to create ConfigMaps. A real API server sends the ConfigMaps of all namespaces to eniguard. */
@WithGuardedCluster
class TenantIT {

    private static final long SEED = 20_261_129;

    /** The number of ConfigMaps that the tenant creates at the same time. It is larger than the number of eniguard's workers. */
    private static final int AT_A_TIME = 20;

    private static final String RIGHTS = """
            apiVersion: v1
            kind: Namespace
            metadata: {name: team-a}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata: {name: config-maps, namespace: team-a}
            rules: [{apiGroups: [""], resources: [configmaps], verbs: [create]}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: config-maps, namespace: team-a}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: config-maps}
            subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: dev}]
            """;

    private final GuardedCluster guarded;
    private final KubeUser tenant;

    TenantIT(GuardedCluster guarded) throws IOException {
        this.guarded = guarded;
        this.tenant = guarded.cluster().user("dev");
    }

    @BeforeAll
    void giveRights() throws Exception {
        guarded.apply(RIGHTS);
    }

    @AfterAll
    void remove() throws Exception {
        guarded.admin().kubectl("delete", "namespace", "team-a", "--wait=false");
    }

    @Test
    void aTenantCannotBlockAnAdministratorsEniConfigs() throws Exception {
        guarded.apply(GuardedCluster.eniConfig("us-west-2a", GuardedCluster.POD_SUBNET));
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
        CompletableFuture<List<String>> tenants = CompletableFuture.supplyAsync(() -> {
            try {
                List<CompletableFuture<List<String>>> all = HostileTexts.all(SEED)
                        .map(text -> CompletableFuture.supplyAsync(() -> create(text), threads))
                        .toList();
                return all.stream().flatMap(one -> one.join().stream()).toList();
            } finally {
                done.set(true);
            }
        });
        int writes = 0;
        List<String> failures = new ArrayList<>();
        while (!done.get()) {
            CommandOutput output =
                    guarded.admin().kubectl("label", "eniconfig", "us-west-2a", "writes=" + writes++, "--overwrite");
            if (!output.succeeded()) {
                failures.add(output.toString());
            }
        }
        threads.shutdown();
        assertEquals(List.of(), failures, writes + " writes");
        assertTrue(writes > 1, "the administrator could not write in the meantime");
        assertEquals(List.of(), tenants.get(), "a ConfigMap must be accepted or refused by a rule");
        assertEquals(200, guarded.server().management("/q/health/live").statusCode());
    }

    /**
     * Creates a ConfigMap with the text.
     *
     * @return the answer if the webhook call failed; empty if the ConfigMap was accepted or refused by a rule
     */
    private List<String> create(HostileTexts.Case text) {
        try {
            HttpResponse<String> answer = tenant.request(
                    "POST",
                    "/api/v1/namespaces/team-a/configmaps?dryRun=All",
                    "application/json",
                    configMap(text.text()));
            boolean isOfTheWebhook = answer.statusCode() >= 400
                    && answer.body().contains("eniguard")
                    && !answer.body().contains("[max-pods]");
            return isOfTheWebhook ? List.of(text + ": " + answer.body()) : List.of();
        } catch (IOException e) {
            return List.of(text + ": " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of("interrupted");
        }
    }

    private static String configMap(String text) throws IOException {
        StringWriter object = new StringWriter();
        TreeWriter.write(
                Map.of(
                        "apiVersion",
                        "v1",
                        "kind",
                        "ConfigMap",
                        "metadata",
                        Map.of("name", "kubelet", "labels", Map.of("node.kubernetes.io/instance-type", "m5.large")),
                        "data",
                        Map.of("kubelet", text)),
                object);
        return object.toString();
    }
}
