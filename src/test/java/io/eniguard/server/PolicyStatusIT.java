package io.eniguard.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.envtest.RealApiServer;
import io.eniguard.localkube.FileTree;
import io.eniguard.localkube.KubeUser;
import io.eniguard.localkube.LocalApiServer;
import io.eniguard.registration.PolicyDefinition;
import io.eniguard.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Tests the status of policies, which a server with only the permissions of {@code k8s/} writes. No webhook is registered. */
@RealApiServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PolicyStatusIT {

    private static final String CRD = "customnetworkingpolicies.eniguard.io";

    private final String future = LocalDate.now(ZoneOffset.UTC).plusDays(100).toString();
    private final LocalApiServer api;
    private final KubeUser admin;
    private final Path folder;
    private final ServerProcess server;

    PolicyStatusIT(LocalApiServer api) throws Exception {
        this.api = api;
        this.admin = api.admin();
        this.folder = Files.createTempDirectory("eniguard-status-");
        create();
        this.server = start();
    }

    private void create() throws Exception {
        // Other tests may have created the namespace.
        admin.kubectl("create", "namespace", "eniguard");
        admin.kubectl("apply", "--filename=" + Path.of("k8s/base/rbac.yaml").toAbsolutePath())
                .orThrow();
        admin.kubectlWithInput(PolicyDefinition.yaml(), "apply", "--server-side", "--force-conflicts", "--filename=-")
                .orThrow();
        admin.kubectl("wait", "--for=condition=Established", "crd/" + CRD).orThrow();
        apply(GuardedCluster.awsNode("true"));
        apply(GuardedCluster.eniConfig("status", GuardedCluster.NODE_SUBNET));
    }

    private ServerProcess start() throws Exception {
        Path vpc = Files.writeString(folder.resolve("vpc.yaml"), GuardedCluster.VPC);
        return ServerProcess.start(
                folder,
                Map.of(
                        "KUBECONFIG",
                        api.serviceAccount("eniguard", "eniguard").kubeconfig().toString()),
                "--vpc",
                vpc.toString());
    }

    @BeforeAll
    void awaitAudit() throws Exception {
        await("the server leads and has audited", () -> audits() > 0);
    }

    @AfterEach
    void deletePolicies() throws Exception {
        admin.kubectl("delete", "enipol", "--all").orThrow();
        await(
                "no policy counts",
                () -> server.management("/q/health/ready").body().contains("\"inForce\": 0"));
    }

    @AfterAll
    void delete() throws Exception {
        server.close();
        admin.kubectl("delete", "crd", CRD).orThrow();
        admin.kubectl("delete", "eniconfig", "status");
        admin.kubectl("delete", "daemonset", "aws-node", "--namespace=kube-system");
        admin.kubectl("delete", "lease", "eniguard", "--namespace=eniguard");
        FileTree.delete(folder);
    }

    private void apply(String manifest) throws IOException, InterruptedException {
        admin.kubectlWithInput(manifest, "apply", "--filename=-").orThrow();
    }

    private void applyPolicy(String name, String spec) throws IOException, InterruptedException {
        apply("apiVersion: eniguard.io/v1alpha1\nkind: CustomNetworkingPolicy\nmetadata: {name: " + name + "}\nspec: {"
                + spec + "}\n");
    }

    private void await(String goal, Await.Look<Boolean> condition) throws IOException, InterruptedException {
        Await.that(
                goal,
                condition,
                () -> "%s%n%s%n%s"
                        .formatted(
                                admin.kubectl("get", "enipol", "--output=yaml").out(),
                                server.management("/q/health/ready").body(),
                                server.log()));
    }

    /** Returns the cells of the policy's row without the age, as {@code kubectl get} prints it. */
    private List<String> row(String name, String... options) throws IOException, InterruptedException {
        String[] arguments = new String[options.length + 4];
        System.arraycopy(new String[] {"get", "enipol", name, "--no-headers"}, 0, arguments, 0, 4);
        System.arraycopy(options, 0, arguments, 4, options.length);
        return List.of(admin.kubectl(arguments).orThrow().strip().split(" {2,}"));
    }

    private String field(String name, String path) throws IOException, InterruptedException {
        return admin.kubectl("get", "enipol", name, "--output=jsonpath={" + path + "}")
                .orThrow();
    }

    @Test
    void theColumnsShowAPolicyInForceAndItsViolations() throws Exception {
        applyPolicy(
                "production",
                "rules: [{id: subnet-cidr, action: Warn}, {id: max-pods, action: Warn}],"
                        + " exemptions: [{rules: [subnet-zone], reason: r, owner: o, until: \"" + future + "\"}]");

        await(
                "the violation is shown",
                () -> field("production", ".status.violations").equals("1"));
        assertEquals(List.of("production", "True", "2", "1"), row("production").subList(0, 4));
        List<String> wide = row("production", "--output=wide");
        assertTrue(wide.contains("the policy is in force"), wide::toString);
        assertEquals("True", field("production", ".status.conditions[?(@.type==\"Exempting\")].status"));

        applyPolicy(
                "production",
                "exemptions: [{rules: [subnet-cidr], reason: r, owner: o, until: \"" + future + "\"},"
                        + " {rules: [max-pods], reason: r, owner: o, until: \"2020-01-01\"}]");
        await(
                "the exempted violation does not count",
                () -> field("production", ".status.violations").equals("0"));
        assertEquals("{\"active\":1,\"expired\":1}", field("production", ".status.exemptions"));
    }

    /** A second write of the same status would not change the version of the object, so only the metric shows it. */
    @Test
    void aStatusThatStaysIsNotWrittenAgain() throws Exception {
        double before = writes();
        applyPolicy("quiet", "rules: [{id: subnet-zone, action: Warn}]");
        applyPolicy("restless", "rules: [{id: subnet-zone, action: Warn}]");
        await("both statuses are written", () -> writes() >= before + 2);
        assertEquals("0", field("quiet", ".status.violations"));
        assertEquals("0", field("restless", ".status.violations"));

        apply(GuardedCluster.eniConfig("status-two", GuardedCluster.POD_SUBNET));
        double audits = audits();
        await("another audit has ended", () -> audits() > audits);
        admin.kubectl("delete", "eniconfig", "status-two").orThrow();
        // The policies are visited in order of their names, so the same round has visited the other policy.
        applyPolicy("restless", "rules: [{id: subnet-zone, action: Warn}, {id: max-pods, action: Warn}]");
        await(
                "a status is written in a later round",
                () -> writes() >= before + 3
                        && field("restless", ".status.rules").equals("2"));

        assertEquals(before + 3, writes());
    }

    private double audits() throws IOException, InterruptedException {
        return metric("eniguard_audit_duration_seconds_count");
    }

    private double writes() throws IOException, InterruptedException {
        return metric("eniguard_policy_status_writes_total{outcome=\"written\"}");
    }

    private double metric(String series) throws IOException, InterruptedException {
        return server.management("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(series))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
                .sum();
    }

    @Test
    void aWrongPolicyHasTheReasonInItsStatusAndAnEvent() throws Exception {
        applyPolicy("typo", "rules: [{id: subnet-cidr, action: Audit}]");
        await("the policy is in force", () -> field("typo", ".status.rules").equals("1"));
        applyPolicy("typo", "rules: [{id: subnet-cidrs, action: Audit}, {id: max-pods}]");
        await("the policy is wrong", () -> row("typo").get(1).equals("False"));

        assertEquals("1", field("typo", ".status.rules"));
        assertEquals("2", field("typo", ".status.observedGeneration"));
        List<String> wide = row("typo", "--output=wide");
        assertTrue(
                wide.get(wide.size() - 2)
                        .startsWith("the last good version stays in force: spec.rules[0].id: \"subnet-cidrs\""),
                wide::toString);
        await(
                "there is an Event",
                () -> admin.kubectl(
                                "get",
                                "events.events.k8s.io",
                                "--output=jsonpath={.items[?(@.regarding.name==\"typo\")].reason}")
                        .orThrow()
                        .contains("InvalidPolicy"));
        applyPolicy("typo", "rules: [{id: subnet-cidr, action: Audit}]");
        await("the policy is in force again", () -> row("typo").get(1).equals("True"));
    }

    @Test
    void theTimeOfAConditionChangesOnlyTogetherWithItsStatus() throws Exception {
        applyPolicy("timed", "rules: [{id: subnet-zone, action: Audit}]");
        await("the policy is in force", () -> field("timed", ".status.rules").equals("1"));
        Instant since = readySince();
        // The time has a resolution of one second.
        await("a second has passed", () -> Instant.now().isAfter(since.plusSeconds(1)));
        applyPolicy("timed", "rules: [{id: subnet-zone, action: Audit}, {id: max-pods, action: Audit}]");
        await("the policy has changed", () -> field("timed", ".status.rules").equals("2"));
        assertEquals(since, readySince());

        applyPolicy("timed", "rules: [{id: subnet-zones, action: Audit}]");
        await("the policy is wrong", () -> row("timed").get(1).equals("False"));
        assertTrue(readySince().isAfter(since));
    }

    private Instant readySince() throws IOException, InterruptedException {
        return Instant.parse(field("timed", ".status.conditions[?(@.type==\"Ready\")].lastTransitionTime"));
    }
}
