package io.eniguard.server.lead;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.audit.ReportEntry;
import io.eniguard.audit.ReportPlan;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.envtest.RealApiServer;
import io.eniguard.json.TreeWriter;
import io.eniguard.kube.ApiRequests;
import io.eniguard.kube.EventRequests;
import io.eniguard.kube.ReportRequests;
import io.eniguard.kube.ReportRequests.ReportKind;
import io.eniguard.localkube.KubeUser;
import io.eniguard.localkube.LocalApiServer;
import io.eniguard.policy.Action;
import io.eniguard.server.lead.ReportPublisher.Published;
import io.eniguard.server.lead.ReportPublisher.WriteOutcome;
import io.eniguard.server.settings.AuditSettings.Reports;
import io.eniguard.testing.Await;
import io.eniguard.tree.Tree;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests the reports and Events at a real API server, which validates them. */
@RealApiServer
class ReportPublisherIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Map<ReportKind, String> FILES = Map.of(
            ReportKind.OPENREPORTS, "openreports.io_clusterreports.yaml",
            ReportKind.WGPOLICYK8S, "wgpolicyk8s.io_v1alpha2_clusterpolicyreports.yaml");

    private final LocalApiServer server;
    private final KubeUser admin;
    private final KubernetesClient client;
    private final ReportRequests requests;
    private final List<WriteOutcome> writes = new ArrayList<>();

    ReportPublisherIT(LocalApiServer server) throws Exception {
        this.server = server;
        this.admin = server.admin();
        this.client = admin.client();
        this.requests = new ReportRequests(new ApiRequests(client), LIMIT, LIMIT);
    }

    @BeforeEach
    void clean() throws Exception {
        for (ReportKind kind : ReportKind.values()) {
            install(kind);
            admin.kubectl("delete", crd(kind), "--all").orThrow();
        }
    }

    @AfterEach
    void close() {
        client.close();
    }

    static String crd(ReportKind kind) {
        return kind == ReportKind.OPENREPORTS ? "clusterreports.openreports.io" : "clusterpolicyreports.wgpolicyk8s.io";
    }

    /** A new resource is usable only a moment after it is served. */
    private void install(ReportKind kind) throws Exception {
        if (!requests.isServed(kind)) {
            install(admin, kind);
            Reports choice = Reports.valueOf(kind.name());
            Await.that(
                    kind + " is usable",
                    () -> publish(choice, FoundObject.nodes(1), 0).trouble().isEmpty(),
                    () -> writes.toString());
        }
    }

    static void install(KubeUser admin, ReportKind kind) throws Exception {
        try (InputStream crd = ReportPublisherIT.class.getResourceAsStream("/eniguard/crds/" + FILES.get(kind))) {
            admin.kubectlWithInput(
                            new String(Objects.requireNonNull(crd).readAllBytes(), UTF_8),
                            "apply",
                            "--server-side",
                            "--filename=-")
                    .orThrow();
        }
        admin.kubectl("wait", "--for=condition=Established", "crd/" + crd(kind), "--timeout=60s")
                .orThrow();
    }

    private Published publish(Reports choice, List<ReportEntry> nodes, long passing) {
        return publish(requests, choice, new AuditedKind(nodes, passing, Set.of(), Optional.empty()));
    }

    private Published publish(ReportRequests as, Reports choice, AuditedKind nodes) {
        writes.clear();
        return new ReportPublisher(as, choice, () -> true, writes::add)
                .publish(Map.of(ReviewedKind.NODE, nodes), FoundObject.NOW);
    }

    private List<Tree> reports(ReportKind kind) throws IOException {
        return reports(requests, kind);
    }

    static List<Tree> reports(ReportRequests requests, ReportKind kind) throws IOException {
        List<Tree> reports = new ArrayList<>();
        requests.read(kind, reports::add);
        return reports;
    }

    private static boolean isReadable(ReportRequests requests) throws IOException {
        requests.read(ReportKind.OPENREPORTS, report -> {});
        return true;
    }

    private Map<String, String> versions(ReportKind kind) throws Exception {
        Map<String, String> versions = new TreeMap<>();
        for (Tree report : reports(kind)) {
            versions.put(
                    report.text("metadata", "name").orElseThrow(),
                    report.text("metadata", "resourceVersion").orElseThrow());
        }
        return versions;
    }

    @ParameterizedTest
    @EnumSource
    void reportsAreValidAndAreReadBackAsWritten(ReportKind kind) throws Exception {
        List<ReportEntry> entries =
                List.of(FoundObject.node(1, Action.DENY, "m"), FoundObject.exempted(2), FoundObject.unknown(3));
        Reports choice = Reports.valueOf(kind.name());
        assertEquals(Optional.empty(), publish(choice, entries, 4).trouble());

        Tree report = reports(kind).get(0);
        assertEquals("eniguard-nodes", report.text("metadata", "name").orElseThrow());
        assertEquals(
                entries.stream()
                        .map(entry -> entry.toTree(FoundObject.NOW).fields())
                        .toList(),
                report.list("results"));
        assertEquals(
                "{error=1, fail=1, pass=4, skip=1, warn=0}",
                new TreeMap<>(report.at("summary").fields()).toString());

        Map<String, String> before = versions(kind);
        publish(choice, entries, 4);
        assertEquals(before, versions(kind));
        assertEquals(List.of(), writes);
    }

    @Test
    void fiveThousandFindingsAreTenObjectsAndOneChangeWritesOne() throws Exception {
        List<ReportEntry> entries = new ArrayList<>(FoundObject.nodes(5000));
        publish(Reports.AUTO, entries, 3);
        List<Tree> reports = reports(ReportKind.OPENREPORTS);
        assertEquals(10, reports.size());
        assertTrue(reports.stream()
                .allMatch(report -> TreeWriter.compact(report.fields()).length() <= ReportPlan.MOST_BYTES));

        Map<String, String> before = versions(ReportKind.OPENREPORTS);
        entries.set(2600, FoundObject.node(2600, Action.WARN, "something else"));
        publish(Reports.AUTO, entries, 3);

        assertEquals(List.of(WriteOutcome.WRITTEN), writes);
        Map<String, String> after = versions(ReportKind.OPENREPORTS);
        after.entrySet().removeAll(before.entrySet());
        assertEquals(List.of("eniguard-nodes-5"), List.copyOf(after.keySet()));
    }

    /** A finding that the audit no longer reports must not stay in a report. */
    @Test
    void resultsThatNoLongerExistAreDeleted() throws Exception {
        publish(Reports.AUTO, FoundObject.nodes(501), 0);
        publish(Reports.AUTO, FoundObject.nodes(1), 0);

        List<Tree> reports = reports(ReportKind.OPENREPORTS);
        assertEquals(1, reports.size());
        assertEquals(1, reports.get(0).list("results").size());

        publish(Reports.AUTO, List.of(), 0);
        assertEquals(List.of(), reports(ReportKind.OPENREPORTS));
    }

    /** Otherwise, the reports in the other resource would never change again. */
    @Test
    void reportsInTheOtherResourceAreDeleted() throws Exception {
        publish(Reports.WGPOLICYK8S, FoundObject.nodes(1), 0);
        publish(Reports.AUTO, FoundObject.nodes(1), 0);

        assertEquals(1, reports(ReportKind.OPENREPORTS).size());
        assertEquals(List.of(), reports(ReportKind.WGPOLICYK8S));
    }

    /** Later audits do not turn an exempted finding into a failure. */
    @Test
    void anExemptedFindingStaysExempted() throws Exception {
        for (int audit = 0; audit < 3; audit++) {
            publish(Reports.AUTO, List.of(FoundObject.exempted(1)), 0);
        }
        assertEquals(List.of(), writes);
        assertEquals(
                "skip",
                reports(ReportKind.OPENREPORTS)
                        .get(0)
                        .trees("results")
                        .get(0)
                        .text("result")
                        .orElseThrow());
    }

    /** A kind that cannot be listed keeps its reports, and the others are written. */
    @Test
    void oneMissingPermissionDoesNotStopEverything() throws Exception {
        publish(Reports.AUTO, FoundObject.nodes(2), 0);
        Map<String, String> before = versions(ReportKind.OPENREPORTS);
        new ReportPublisher(requests, Reports.AUTO, () -> true, writes::add)
                .publish(
                        Map.of(
                                ReviewedKind.NODE,
                                new AuditedKind(List.of(), 0, Set.of(), Optional.of("forbidden")),
                                ReviewedKind.ENI_CONFIG,
                                new AuditedKind(List.of(), 3, Set.of(), Optional.empty())),
                        FoundObject.NOW);

        Map<String, String> after = versions(ReportKind.OPENREPORTS);
        assertEquals(List.of("eniguard-eniconfigs", "eniguard-nodes"), List.copyOf(after.keySet()));
        assertEquals(before.get("eniguard-nodes"), after.get("eniguard-nodes"));
    }

    @Test
    void aRefusedWriteIsReportedAndEndsThePublication() throws Exception {
        admin.kubectl("create", "clusterrole", "reader", "--verb=list", "--resource=clusterreports.openreports.io")
                .orThrow();
        admin.kubectl("create", "clusterrolebinding", "reader", "--clusterrole=reader", "--user=reader")
                .orThrow();
        try (KubernetesClient reader = server.user("reader").client()) {
            ReportRequests refused = new ReportRequests(new ApiRequests(reader), LIMIT, LIMIT);
            Await.that("the permission works", () -> isReadable(refused), () -> "");
            Published published = publish(
                    refused, Reports.AUTO, new AuditedKind(FoundObject.nodes(1200), 0, Set.of(), Optional.empty()));

            assertTrue(published.trouble().orElseThrow().contains("cannot create resource \"clusterreports\""));
            assertEquals(List.of(WriteOutcome.FORBIDDEN), writes);
        }
    }

    /** Two leaders at the same time: the slower one has read an older version. The other reports are still written. */
    @Test
    void aReportThatSomebodyElseHasWrittenIsLeftToTheNextAudit() throws Exception {
        List<ReportEntry> entries = new ArrayList<>(FoundObject.nodes(501));
        publish(Reports.AUTO, entries, 0);
        entries.set(0, FoundObject.node(0, Action.WARN, "something else"));
        entries.set(500, FoundObject.node(500, Action.WARN, "something else"));
        boolean[] isFirst = {true};
        writes.clear();
        ReportPublisher slower = new ReportPublisher(requests, Reports.AUTO, () -> touchOnce(isFirst), writes::add);
        Map<ReviewedKind, AuditedKind> outcome =
                Map.of(ReviewedKind.NODE, new AuditedKind(entries, 0, Set.of(), Optional.empty()));
        Published conflict = slower.publish(outcome, FoundObject.NOW);

        assertTrue(conflict.trouble().orElseThrow().contains("the object has been modified"));
        assertEquals(List.of(WriteOutcome.CONFLICT, WriteOutcome.WRITTEN), writes);
        assertEquals(Optional.empty(), slower.publish(outcome, FoundObject.NOW).trouble());
        assertEquals(WriteOutcome.WRITTEN, writes.get(2));
    }

    /** Changes the first report right before it is written. */
    private boolean touchOnce(boolean[] isFirst) {
        if (isFirst[0]) {
            isFirst[0] = false;
            try {
                admin.kubectl("annotate", crd(ReportKind.OPENREPORTS), "eniguard-nodes", "touched=yes")
                        .orThrow();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return true;
    }

    @Test
    void aFormerLeaderWritesNothing() throws Exception {
        new ReportPublisher(requests, Reports.AUTO, () -> false, writes::add)
                .publish(
                        Map.of(ReviewedKind.NODE, new AuditedKind(FoundObject.nodes(1), 0, Set.of(), Optional.empty())),
                        FoundObject.NOW);
        assertEquals(List.of(), reports(ReportKind.OPENREPORTS));
    }

    @Test
    void anEventAboutANodeIsInTheDefaultNamespace() throws Exception {
        ReportEntry entry = FoundObject.node(77, Action.DENY, "m");
        new EventRequests(new ApiRequests(client), "pod-1_" + "x".repeat(200), LIMIT)
                .create(
                        new EventRequests.Warning(entry.reference(), "NodeResolves", "é".repeat(2000)),
                        FoundObject.NOW);

        assertEquals(
                "Warning NodeResolves Audit eniguard " + entry.uid(),
                admin.kubectl(
                                "get",
                                "events.events.k8s.io",
                                "--namespace=default",
                                "--field-selector=reason=NodeResolves",
                                "--output=jsonpath={.items[0].type} {.items[0].reason} {.items[0].action}"
                                        + " {.items[0].reportingController} {.items[0].regarding.uid}")
                        .orThrow());
    }
}
