package io.eniguard.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.localkube.KubeUser;
import io.eniguard.registration.PolicyDefinition;
import io.eniguard.testing.Await;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Tests that the policies that a cluster contains are in force soon after they change. The kind is installed after the server has started.
 */
@WithGuardedCluster
class LivePoliciesIT {

    private static final Duration SOON = Duration.ofSeconds(2);

    /** The limit for one change of many, because a busy machine can delay any of them. */
    private static final Duration LATE = Duration.ofSeconds(5);

    private static final String WARN = "rules: [{id: subnet-cidr, action: Warn}]";
    private static final String DENY = "rules: [{id: subnet-cidr, action: Deny}]";
    private static final String FAULTY = "rules: [{id: subnet-cidrs, action: Deny}]";

    private final GuardedCluster guarded;
    private final KubeUser admin;

    LivePoliciesIT(GuardedCluster guarded) {
        this.guarded = guarded;
        this.admin = guarded.admin();
    }

    @BeforeAll
    void installKind() throws Exception {
        // Another test may have installed the kind.
        admin.kubectl("delete", "crd", "customnetworkingpolicies.eniguard.io", "--ignore-not-found")
                .orThrow();
        guarded.restart();
        guarded.awaitThat(
                "the new server answers in time", () -> !create().body().contains("failed calling webhook"));
        guarded.awaitThat(
                "the kind is missing", () -> health().contains("\"the kind CustomNetworkingPolicy is not installed\""));
        admin.kubectlWithInput(PolicyDefinition.yaml(), "apply", "--server-side", "--filename=-")
                .orThrow();
        admin.kubectl("wait", "--for=condition=Established", "crd/customnetworkingpolicies.eniguard.io")
                .orThrow();
        acceptFaultyPolicies();
        apply("first", WARN);
        guarded.awaitThat("the first policy counts", this::isAllowed);
        deletePolicies();
    }

    /** Removes the webhook that refuses invalid policies, if there is one. */
    private void acceptFaultyPolicies() throws Exception {
        String names = admin.kubectl(
                        "get", "validatingwebhookconfiguration", "eniguard", "--output=jsonpath={.webhooks[*].name}")
                .orThrow();
        int index = Arrays.asList(names.split(" ")).indexOf("policies.validate.eniguard.io");
        if (index >= 0) {
            admin.kubectl(
                            "patch",
                            "validatingwebhookconfiguration",
                            "eniguard",
                            "--type=json",
                            "--patch=[{\"op\": \"remove\", \"path\": \"/webhooks/%d\"}]".formatted(index))
                    .orThrow();
        }
    }

    @AfterEach
    void deletePolicies() throws Exception {
        admin.kubectl("delete", "enipol", "--all").orThrow();
        guarded.awaitThat("no policy counts", () -> health().contains("\"inForce\": 0"));
    }

    @AfterAll
    void uninstallKind() throws Exception {
        admin.kubectl("delete", "crd", "customnetworkingpolicies.eniguard.io").orThrow();
    }

    private void apply(String name, String spec) throws IOException, InterruptedException {
        guarded.apply(policy(name, spec));
    }

    private static String policy(String name, String spec) {
        return "apiVersion: eniguard.io/v1alpha1\nkind: CustomNetworkingPolicy\nmetadata: {name: " + name + "}\nspec: {"
                + spec + "}\n";
    }

    /** Returns whether the webhook accepts an ENIConfig that violates subnet-cidr, once the webhook answers in time. */
    private boolean isAllowed() throws IOException, InterruptedException {
        HttpResponse<String> answer = Await.value(
                "the webhook answers in time",
                this::create,
                each -> !each.body().contains("failed calling webhook"));
        assertTrue(answer.statusCode() == 201 || answer.body().contains("[subnet-cidr]"), answer.body());
        return answer.statusCode() == 201;
    }

    private HttpResponse<String> create() throws IOException, InterruptedException {
        return admin.request(
                "POST",
                "/apis/crd.k8s.amazonaws.com/v1alpha1/eniconfigs?dryRun=All",
                "application/yaml",
                GuardedCluster.eniConfig("us-west-2b", GuardedCluster.NODE_SUBNET));
    }

    private String health() {
        try {
            return guarded.server().management("/q/health/ready").body();
        } catch (IOException e) {
            return e.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return e.toString();
        }
    }

    private String metric(String name) throws IOException, InterruptedException {
        return guarded.server()
                .management("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name))
                .findFirst()
                .orElse("");
    }

    @Test
    void aPolicyThatIsAppliedChangedAndDeletedCountsWithinTwoSeconds() throws Exception {
        List<Duration> took = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            took.add(untilAllowed(true, () -> apply("production", WARN)));
            took.add(untilAllowed(false, () -> apply("production", DENY)));
            took.add(untilAllowed(true, () -> apply("production", WARN)));
            took.add(untilAllowed(
                    false, () -> admin.kubectl("delete", "enipol", "production").orThrow()));
        }
        assertEquals(12, took.size());
        assertTrue(took.stream().filter(each -> each.compareTo(SOON) >= 0).count() <= 1, () -> "took " + took);
        assertTrue(took.stream().allMatch(each -> each.compareTo(LATE) < 0), () -> "took " + took);
    }

    private interface Step {
        void run() throws IOException, InterruptedException;
    }

    private Duration untilAllowed(boolean allowed, Step change) throws IOException, InterruptedException {
        change.run();
        long changed = System.nanoTime();
        guarded.awaitThat("the answer is " + allowed, () -> isAllowed() == allowed);
        return Duration.ofNanos(System.nanoTime() - changed);
    }

    @Test
    void aFaultyPolicyKeepsItsLastGoodVersion() throws Exception {
        untilAllowed(true, () -> apply("production", WARN));
        apply("production", FAULTY);
        guarded.awaitThat("readiness shows the fault", () -> health().contains("\"invalid\": 1"));

        assertTrue(isAllowed());
        assertTrue(guarded.server().isReady());
        assertTrue(
                health().contains("\"policy production\": \"the last good version stays in force: spec.rules[0].id:"),
                this::health);
        assertEquals("eniguard_policies{state=\"invalid\"} 1.0", metric("eniguard_policies{state=\"invalid\"}"));
        assertEquals("eniguard_policies{state=\"valid\"} 0.0", metric("eniguard_policies{state=\"valid\"}"));

        apply("production", DENY);
        guarded.awaitThat("the right version counts", () -> !isAllowed());
        assertTrue(health().contains("\"invalid\": 0"), this::health);
    }

    @Test
    void aFaultyPolicyWithoutAGoodVersionHasNoEffect() throws Exception {
        apply("production", "rules: [{id: subnet-cidr, action: Warn}, {id: subnet-cidrs}]");
        guarded.awaitThat("readiness shows the fault", () -> health().contains("\"invalid\": 1"));

        assertEquals(false, isAllowed());
        assertTrue(health().contains("the policy has no effect"), this::health);
    }

    @Test
    void aPolicyWhoseKindIsInstalledAgainCounts() throws Exception {
        untilAllowed(true, () -> apply("production", WARN));
        admin.kubectl("delete", "crd", "customnetworkingpolicies.eniguard.io").orThrow();
        guarded.awaitThat("the deleted policy does not count", () -> !isAllowed());
        admin.kubectlWithInput(PolicyDefinition.yaml(), "apply", "--server-side", "--filename=-")
                .orThrow();
        admin.kubectl("wait", "--for=condition=Established", "crd/customnetworkingpolicies.eniguard.io")
                .orThrow();
        untilAllowed(true, () -> apply("production", WARN));
    }
}
