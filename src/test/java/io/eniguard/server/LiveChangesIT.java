package io.eniguard.server;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.localkube.KubeUser;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tests that reviews use the current state of the cluster shortly after it changes. */
@WithGuardedCluster
class LiveChangesIT {

    private static final Duration SOON = Duration.ofSeconds(2);

    private final GuardedCluster guarded;
    private final KubeUser admin;

    LiveChangesIT(GuardedCluster guarded) {
        this.guarded = guarded;
        this.admin = guarded.admin();
    }

    @BeforeAll
    void createEniConfig() throws Exception {
        guarded.apply(GuardedCluster.eniConfig("us-west-2a", GuardedCluster.POD_SUBNET));
        guarded.awaitThat("nodes are labelled", () -> isLabelledIfCreated("cl-first"));
    }

    @Test
    void aChangedSwitchOfAwsNodeCountsWithinTwoSeconds() throws Exception {
        List<Duration> took = new ArrayList<>();
        for (String on : List.of("false", "true", "false", "true", "false", "true")) {
            guarded.apply(GuardedCluster.awsNode(on));
            long changed = System.nanoTime();
            guarded.awaitThat(
                    "custom networking is " + on, () -> on.equals("true") == isLabelledIfCreated("cl-switch"));
            took.add(Duration.ofNanos(System.nanoTime() - changed));
        }
        assertTrue(took.stream().allMatch(each -> each.compareTo(SOON) < 0), () -> "took " + took);
    }

    /** Sends the request without kubectl, because starting kubectl takes longer than the time that is measured. */
    private boolean isLabelledIfCreated(String node) throws IOException, InterruptedException {
        return admin.request(
                        "POST", "/api/v1/nodes?dryRun=All", "application/yaml", GuardedCluster.node(node, "us-west-2a"))
                .body()
                .contains("k8s.amazonaws.com/eniConfig");
    }

    @Test
    void aNewEniConfigCountsWithinTwoSeconds() throws Exception {
        List<Duration> took = new ArrayList<>();
        for (String name : List.of("late-1", "late-2", "late-3")) {
            assertFalse(isAllowedIfItNames(name), "an ENIConfig that does not exist yet was accepted");
            guarded.apply(GuardedCluster.eniConfig(name, GuardedCluster.POD_SUBNET));
            long changed = System.nanoTime();
            guarded.awaitThat(name + " counts", () -> isAllowedIfItNames(name));
            took.add(Duration.ofNanos(System.nanoTime() - changed));
            admin.kubectl("delete", "eniconfig", name).orThrow();
        }
        assertTrue(took.stream().allMatch(each -> each.compareTo(SOON) < 0), () -> "took " + took);
    }

    private boolean isAllowedIfItNames(String eniConfig) throws IOException, InterruptedException {
        String node = GuardedCluster.node("cl-late", "us-west-2a")
                .replace("labels: {", "labels: {k8s.amazonaws.com/eniConfig: " + eniConfig + ", ");
        HttpResponse<String> answer = admin.request("POST", "/api/v1/nodes?dryRun=All", "application/yaml", node);
        assertTrue(answer.statusCode() == 201 || answer.body().contains("[node-resolves]"), answer.body());
        return answer.statusCode() == 201;
    }
}
