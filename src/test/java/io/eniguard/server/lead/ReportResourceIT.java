package io.eniguard.server.lead;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eniguard.cluster.ReviewedKind;
import io.eniguard.envtest.RealApiServer;
import io.eniguard.kube.ApiRequests;
import io.eniguard.kube.ReportRequests;
import io.eniguard.kube.ReportRequests.ReportKind;
import io.eniguard.localkube.KubeUser;
import io.eniguard.localkube.LocalApiServer;
import io.eniguard.server.lead.ReportPublisher.Access;
import io.eniguard.server.lead.ReportPublisher.Published;
import io.eniguard.server.lead.ReportPublisher.WriteOutcome;
import io.eniguard.server.settings.AuditSettings.Reports;
import io.eniguard.testing.Await;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tests reports in a cluster that gets the resource for reports only later. */
@RealApiServer
class ReportResourceIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final KubeUser admin;
    private final List<WriteOutcome> writes = new ArrayList<>();

    ReportResourceIT(LocalApiServer server) {
        this.admin = server.admin();
    }

    @Test
    void aResourceThatAppearsLaterIsUsedFromThenOn() throws Exception {
        try (KubernetesClient client = admin.client()) {
            ReportRequests requests = new ReportRequests(new ApiRequests(client), LIMIT, LIMIT);
            for (ReportKind kind : ReportKind.values()) {
                admin.kubectl("delete", "crd", ReportPublisherIT.crd(kind), "--ignore-not-found")
                        .orThrow();
                Await.that("gone", () -> !requests.isServed(kind), () -> "");
            }
            ReportPublisher publisher = new ReportPublisher(requests, Reports.AUTO, () -> true, writes::add);
            assertEquals(Access.NONE, publish(publisher).access());
            assertEquals(List.of(WriteOutcome.MISSING), writes);

            ReportPublisherIT.install(admin, ReportKind.WGPOLICYK8S);
            Await.that(
                    "reports are written",
                    () -> {
                        Published published = publish(publisher);
                        return published.access() == Access.READ
                                && published.trouble().isEmpty();
                    },
                    () -> writes.toString());
            assertEquals(
                    1,
                    ReportPublisherIT.reports(requests, ReportKind.WGPOLICYK8S).size());
        }
    }

    private static Published publish(ReportPublisher publisher) {
        AuditedKind nodes = new AuditedKind(FoundObject.nodes(1), 0, Set.of(), Optional.empty());
        return publisher.publish(Map.of(ReviewedKind.NODE, nodes), FoundObject.NOW);
    }
}
