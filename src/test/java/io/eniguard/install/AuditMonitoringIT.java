package io.eniguard.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.eniguard.envtest.RealApiServer;
import io.eniguard.localkube.ApiServerBinaries;
import io.eniguard.localkube.KubeUser;
import io.eniguard.localkube.LocalApiServer;
import io.eniguard.localkube.PublishedCrd;
import io.eniguard.registration.PolicyDefinition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Tests the alerts and panels about the audit, the leader and policies with the metrics of replicas in a real cluster. */
@RealApiServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditMonitoringIT {

    private static final String NAMESPACE = "audit-monitoring";

    private static final Pattern LAST_SUCCESS =
            Pattern.compile("(eniguard_audit_last_success_timestamp_seconds) ([0-9.E]+)");

    private static final String RIGHT_POLICY = """
            apiVersion: eniguard.io/v1alpha1
            kind: CustomNetworkingPolicy
            metadata: {name: right}
            spec:
              match: {kinds: [ENIConfig]}
              custom: [{id: has-subnet, expression: "object.spec.subnet != ''", message: no subnet}]
              exemptions: [{rules: [subnet-tags], reason: rebuilt, owner: net-team, until: "NEXT MONTH"}]
            """;

    private static final String WRONG_POLICIES = """
            apiVersion: eniguard.io/v1alpha1
            kind: CustomNetworkingPolicy
            metadata: {name: wrong}
            spec:
              match: {kinds: [ENIConfig]}
              custom: [{id: failing, expression: "object.spec.subnet > 5", message: never}]
              breakGlass: {groups: [oncall]}
              exemptions:
                - {rules: [subnet-tags], reason: rebuilt, owner: net-team, until: "YESTERDAY"}
                - {rules: [subnet-tags], reason: rebuilt, owner: net-team, until: "SOON"}
            ---
            apiVersion: eniguard.io/v1alpha1
            kind: CustomNetworkingPolicy
            metadata: {name: invalid}
            spec: {rules: [{id: subnet-cidrs, action: Deny}]}
            """;

    private final LocalApiServer server;
    private final KubeUser admin;
    private final Monitoring monitoring = Monitoring.read();
    private final PromQl promQl = PromQl.build();

    private Path folder;

    /** Starts an API server of its own, because the audit would report the objects that other tests have left. */
    AuditMonitoringIT(@TempDir Path folder) throws Exception {
        this.server = LocalApiServer.start(ApiServerBinaries.find().orElseThrow(), folder.resolve("api-server"));
        this.admin = server.admin();
        this.folder = folder;
    }

    @BeforeAll
    void create() throws Exception {
        server.install(PublishedCrd.values());
        admin.kubectl("create", "namespace", NAMESPACE).orThrow();
        apply(PolicyDefinition.yaml());
        admin.kubectl("wait", "--for=condition=Established", "crd/customnetworkingpolicies.eniguard.io")
                .orThrow();
        apply(Files.readString(Path.of("examples/cluster/aws-node.yaml")));
    }

    @BeforeEach
    void useOwnFolder(@TempDir Path own) {
        folder = own;
    }

    @AfterEach
    void deleteObjects() throws Exception {
        admin.kubectl("delete", "eniconfig,customnetworkingpolicies", "--all").orThrow();
    }

    @AfterAll
    void close() throws Exception {
        server.close();
    }

    private void apply(String manifest) throws Exception {
        admin.kubectlWithInput(manifest, "apply", "--server-side", "--filename=-")
                .orThrow();
    }

    private void applyRightPolicy() throws Exception {
        apply(RIGHT_POLICY.replace(
                "NEXT MONTH", LocalDate.now(ZoneOffset.UTC).plusDays(30).toString()));
    }

    private ScrapedServer replica(String name, String vpc, String... options) throws Exception {
        Path own = Files.createDirectories(folder.resolve(name));
        Stream<String> all = Stream.concat(Stream.of("--namespace=" + NAMESPACE), Stream.of(options));
        return ScrapedServer.ofCluster(own, admin.kubeconfig(), vpc, all.toArray(String[]::new));
    }

    private Stream<Monitoring.Expression> alerts() {
        return monitoring.alertExpressions().filter(Monitoring.Expression::isAboutAudit);
    }

    private Set<String> firing(String up, PromQl.Scrape earlier, PromQl.Scrape later) throws Exception {
        return monitoring.firing(promQl.judge(alerts(), up, earlier, later));
    }

    private static boolean isAudited(String metrics) {
        return metrics.contains("\neniguard_leader 1.0")
                && metrics.contains("\neniguard_audit_findings{")
                && LAST_SUCCESS.matcher(metrics).find();
    }

    @Test
    void withoutFaultsNoAlertFiresEvenIfOneReplicaIsAbsent() throws Exception {
        applyRightPolicy();
        apply(ScrapedServer.rightEniConfig());
        try (var leader = replica("leader", ScrapedServer.currentVpc())) {
            leader.await(metrics -> isAudited(metrics) && metrics.contains("eniguard_policies{state=\"valid\"} 1"));
            PromQl.Scrape earlier = leader.scrape();
            leader.reviewsAllowed(3);
            assertEquals(Set.of(), firing("1,0", earlier, leader.scrape()));
        }
    }

    @Test
    void aClusterWithoutFindingsHasNoViolations() throws Exception {
        applyRightPolicy();
        apply(ScrapedServer.rightEniConfig());
        try (var leader = replica("leader", ScrapedServer.currentVpc())) {
            leader.await(AuditMonitoringIT::isAudited);
            PromQl.Scrape clean = withoutFindings(leader.scrape());
            List<JsonNode> answers = promQl.judge(
                    monitoring.panelExpressions().filter(each -> each.name().equals("Violations that deny A")),
                    "1",
                    clean,
                    clean);
            assertEquals(
                    List.of(1),
                    answers.stream().map(each -> each.path("series").asInt()).toList());
        }
    }

    @Test
    void withoutAnAuditNoAlertFires() throws Exception {
        apply(ScrapedServer.wrongEniConfig());
        try (var server = replica("off", ScrapedServer.currentVpc(), "--audit=off")) {
            PromQl.Scrape scrape = server.scrape();
            assertEquals(Set.of(), firing("1,1", scrape, scrape));
        }
    }

    @Test
    void withFaultsEachAlertFires() throws Exception {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        apply(WRONG_POLICIES
                .replace("YESTERDAY", today.minusDays(1).toString())
                .replace("SOON", today.plusDays(3).toString()));
        apply(ScrapedServer.wrongEniConfig());
        Set<String> fired = new TreeSet<>();
        try (var leader = replica("leader", ScrapedServer.currentVpc())) {
            leader.await(metrics -> isAudited(metrics)
                    && metrics.contains("eniguard_audit_findings{action=\"deny\"")
                    && metrics.contains("eniguard_policies{state=\"invalid\"} 1"));
            PromQl.Scrape earlier = leader.scrape();
            leader.reviewsAllowed(3);
            leader.glassBroken();
            PromQl.Scrape later = leader.scrape();
            assertNoProblems(earlier, later);
            fired.addAll(firing("1,0", earlier, later));
            assertEquals(
                    Set.of(
                            "EniguardBreakGlassUsed",
                            "EniguardCustomRuleFails",
                            "EniguardExemptionEndsSoon",
                            "EniguardExemptionExpired",
                            "EniguardPoliciesInvalid",
                            "EniguardViolations"),
                    fired);
            fired.addAll(firing("1,1", earlier, later));
            fired.addAll(firing("1,0", earlier, twoHoursOld(later)));
            try (var other = replica("other", ScrapedServer.currentVpc())) {
                PromQl.Scrape scrape = other.scrape();
                fired.addAll(firing("1,0", scrape, scrape));
            }
        }
        fired.addAll(beforeTheFirstAudit());
        assertEquals(alerts().map(Monitoring.Expression::name).collect(Collectors.toCollection(TreeSet::new)), fired);
    }

    /** Asserts that no expression contains a misspelt metric or label, because such an expression never has a value. */
    private void assertNoProblems(PromQl.Scrape earlier, PromQl.Scrape later) throws Exception {
        List<Monitoring.Expression> all = monitoring
                .expressions()
                .filter(Monitoring.Expression::isAboutAudit)
                .toList();
        List<JsonNode> answers = promQl.judge(all.stream(), "1,0", earlier, later);
        assertTrue(all.size() > 12, all::toString);
        assertEquals(all.size(), answers.size());
        assertEquals(
                List.of(), answers.stream().filter(each -> each.has("problem")).toList());
    }

    /** Without facts about the VPC, a replica that has just started waits for them before its first audit. */
    private Set<String> beforeTheFirstAudit() throws Exception {
        try (var fresh = replica("fresh", "{}")) {
            fresh.await(metrics -> metrics.contains("\neniguard_leader 1.0"));
            PromQl.Scrape scrape = fresh.scrape();
            Set<String> fired = firing("1,0", scrape, scrape);
            // The other alerts about faults need an audit or reviews. This alert waits longer than a first audit takes.
            assertTrue(fired.contains("EniguardAuditMissing"), fired::toString);
            assertEquals("30m", duration("EniguardAuditMissing"));
            assertTrue(!fired.contains("EniguardAuditOld") && !fired.contains("EniguardNoLeader"), fired::toString);
            return fired;
        }
    }

    private String duration(String name) {
        return monitoring.alerts().stream()
                .filter(alert -> alert.path("alert").asText().equals(name))
                .map(alert -> alert.path("for").asText())
                .findFirst()
                .orElse("");
    }

    /** Returns the same metrics, as if the last audit had been two hours earlier. */
    private static PromQl.Scrape twoHoursOld(PromQl.Scrape scrape) throws Exception {
        String text = LAST_SUCCESS.matcher(scrape.text()).replaceFirst(AuditMonitoringIT::earlier);
        Path file = scrape.file().resolveSibling("two-hours-old.txt");
        return new PromQl.Scrape(Files.writeString(file, text), scrape.contentType());
    }

    /** Returns the same metrics, as if the audit had found nothing. */
    private static PromQl.Scrape withoutFindings(PromQl.Scrape scrape) throws Exception {
        String text = scrape.text()
                .lines()
                .filter(line -> !line.startsWith("eniguard_audit_findings{"))
                .collect(Collectors.joining("\n", "", "\n"));
        Path file = scrape.file().resolveSibling("without-findings.txt");
        return new PromQl.Scrape(Files.writeString(file, text), scrape.contentType());
    }

    private static String earlier(MatchResult line) {
        return line.group(1) + " " + (Double.parseDouble(line.group(2)) - 7200);
    }
}
