package io.eniguard.server.lead;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eniguard.audit.ClusterAudit;
import io.eniguard.audit.ReportEntry;
import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.policy.Parameters;
import io.eniguard.review.Reviewer;
import io.eniguard.source.kube.ClusterPages.Page;
import io.eniguard.tree.Tree;
import io.eniguard.vpc.VpcSnapshot;
import io.eniguard.world.World;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests that an audit judges the policies of the cluster. */
class PolicyAuditTest {

    private static final World WORLD =
            new World(VpcSnapshot.nothing("ec2"), ClusterSnapshot.EMPTY, Parameters.DEFAULTS, FoundObject.NOW);

    private static Page read(ReviewedKind kind, Optional<String> token) {
        return kind == ReviewedKind.POLICY && token.isEmpty()
                ? new Page(List.of(policy("ended", "2020-01-31"), policy("right", "2099-01-31")), Optional.empty())
                : new Page(List.of(), Optional.empty());
    }

    private static Tree policy(String name, String until) {
        return Tree.of(Map.of(
                "apiVersion",
                "eniguard.io/v1alpha1",
                "kind",
                "CustomNetworkingPolicy",
                "metadata",
                Map.of("name", name, "uid", "uid-" + name),
                "spec",
                Map.of(
                        "exemptions",
                        List.of(Map.of(
                                "rules", List.of("subnet-cidr"), "reason", "a", "owner", "b", "until", until)))));
    }

    @Test
    void anExemptionThatIsOverIsAFindingAboutItsPolicy() {
        AuditedKind policies = Objects.requireNonNull(new AuditRun(
                        PolicyAuditTest::read, () -> new ClusterAudit(new Reviewer(), WORLD), () -> true, failure -> {
                            throw new AssertionError(failure.toString());
                        })
                .run()
                .orElseThrow()
                .get(ReviewedKind.POLICY));

        assertEquals(1, policies.passing());
        assertEquals(
                List.of("exemption-expired warn uid-ended"),
                policies.entries().stream()
                        .map(entry -> "%s %s %s"
                                .formatted(
                                        entry.rule(),
                                        entry.result(),
                                        entry.reference().get("uid")))
                        .toList());
        assertEquals(
                List.of(),
                policies.entries().stream().filter(ReportEntry::isExempted).toList());
    }
}
