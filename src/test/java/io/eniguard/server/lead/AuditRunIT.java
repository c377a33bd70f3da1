package io.eniguard.server.lead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.audit.ClusterAudit;
import io.eniguard.audit.ReportEntry;
import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.envtest.RealApiServer;
import io.eniguard.kube.ApiRequests;
import io.eniguard.localkube.KubeUser;
import io.eniguard.localkube.LocalApiServer;
import io.eniguard.policy.Parameters;
import io.eniguard.review.Reviewer;
import io.eniguard.source.kube.ClusterPages;
import io.eniguard.vpc.VpcSnapshot;
import io.eniguard.world.World;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Tests an audit of the objects of a real API server. */
@RealApiServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditRunIT {

    /** More than two pages of 100 objects. */
    private static final int NODES = 203;

    private static final World WORLD = new World(
            VpcSnapshot.nothing("ec2"),
            ClusterSnapshot.EMPTY,
            Parameters.DEFAULTS,
            Instant.parse("2026-05-01T10:00:00Z"));

    private final LocalApiServer server;
    private final KubeUser admin;

    AuditRunIT(LocalApiServer server) {
        this.server = server;
        this.admin = server.admin();
    }

    @BeforeAll
    void create() throws Exception {
        String nodes = IntStream.range(0, NODES).mapToObj("""
                        apiVersion: v1
                        kind: Node
                        metadata: {name: audited-%d, labels: {audit-run: "true"}}
                        """::formatted).collect(Collectors.joining("---\n"));
        admin.kubectlWithInput(nodes, "create", "--filename=-").orThrow();
        admin.kubectlWithInput("""
                apiVersion: crd.k8s.amazonaws.com/v1alpha1
                kind: ENIConfig
                metadata: {name: audited}
                spec: {subnet: not-a-subnet}
                """, "create", "--filename=-").orThrow();
    }

    @AfterAll
    void delete() throws Exception {
        admin.kubectl("delete", "eniconfig", "audited").orThrow();
        // kubectl deletes objects one by one, which takes too long for so many nodes.
        assertEquals(
                200,
                admin.request("DELETE", "/api/v1/nodes?labelSelector=audit-run", "application/json", "")
                        .statusCode());
    }

    private Map<ReviewedKind, AuditedKind> audit(KubeUser user) throws Exception {
        try (KubernetesClient client = user.client()) {
            ClusterPages pages = new ClusterPages(new ApiRequests(client), Duration.ofSeconds(30));
            return new AuditRun(pages::read, () -> new ClusterAudit(new Reviewer(), WORLD), () -> true, failure -> {})
                    .run()
                    .orElseThrow();
        }
    }

    private static AuditedKind kind(ReviewedKind kind, Map<ReviewedKind, AuditedKind> outcome) {
        return Objects.requireNonNull(outcome.get(kind), kind::kind);
    }

    @Test
    void allPagesAreAudited() throws Exception {
        AuditedKind nodes = kind(ReviewedKind.NODE, audit(admin));
        long withFindings =
                nodes.entries().stream().map(ReportEntry::object).distinct().count();

        // Other tests may have left nodes on the same API server.
        long stored =
                admin.kubectl("get", "nodes", "--output=name").orThrow().lines().count();
        assertTrue(stored >= NODES, () -> stored + " nodes");
        assertEquals(stored, withFindings + nodes.passing());
        assertTrue(nodes.trouble().isEmpty(), nodes.trouble()::toString);
    }

    @Test
    void anEntryNamesTheObjectWithItsTypeAndUid() throws Exception {
        ReportEntry entry = kind(ReviewedKind.ENI_CONFIG, audit(admin)).entries().stream()
                .filter(candidate -> candidate.object().name().equals("audited"))
                .findFirst()
                .orElseThrow();

        assertEquals("crd.k8s.amazonaws.com/v1alpha1", entry.object().apiVersion());
        assertEquals("ENIConfig/audited", entry.object().shown());
        assertEquals(
                admin.kubectl("get", "eniconfig", "audited", "--output=jsonpath={.metadata.uid}")
                        .orThrow(),
                entry.uid());
    }

    @Test
    void aKindThatIsNotServedHasNoObjects() throws Exception {
        assertEquals(
                new AuditedKind(List.of(), 0, Set.of(), Optional.empty()),
                audit(admin).get(ReviewedKind.AUTO_NODE_CLASS));
    }

    @Test
    void aMissingPermissionAffectsOnlyItsKind() throws Exception {
        KubeUser user = server.user("auditor");
        admin.kubectl("create", "clusterrole", "auditor", "--verb=list", "--resource=eniconfigs.crd.k8s.amazonaws.com")
                .orThrow();
        admin.kubectl("create", "clusterrolebinding", "auditor", "--clusterrole=auditor", "--user=auditor")
                .orThrow();
        Map<ReviewedKind, AuditedKind> outcome = audit(user);

        assertEquals(
                "nodes is forbidden: User \"auditor\" cannot list resource \"nodes\" in API group \"\" at the cluster scope",
                kind(ReviewedKind.NODE, outcome).trouble().orElseThrow());
        assertTrue(kind(ReviewedKind.ENI_CONFIG, outcome).trouble().isEmpty());
        assertTrue(kind(ReviewedKind.ENI_CONFIG, outcome).entries().stream()
                .anyMatch(entry -> entry.object().name().equals("audited")));
    }

    @Test
    void aReplicaThatDoesNotLeadHasNoOutcome() throws Exception {
        try (KubernetesClient client = admin.client()) {
            ClusterPages pages = new ClusterPages(new ApiRequests(client), Duration.ofSeconds(30));
            AuditRun run = new AuditRun(
                    pages::read, () -> new ClusterAudit(new Reviewer(), WORLD), () -> false, failure -> {});
            assertTrue(run.run().isEmpty());
        }
    }
}
