package io.eniguard.rules.kubelet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eniguard.cel.CelExpressions;
import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.KubeletConfigMap;
import io.eniguard.policy.Operation;
import io.eniguard.policy.Parameters;
import io.eniguard.policy.Requester;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.source.file.VpcDocument;
import io.eniguard.tree.Tree;
import io.eniguard.world.World;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests files without the DaemonSet aws-node. Custom networking is then assumed to be on, and it is unknown whether prefix delegation is
 * on. An m5.large can address 20 pods without prefix delegation and 290 with it. A t2.micro can address 3 pods in both cases, since it is
 * not a Nitro type.
 */
class AssumedSettingsTest {

    private static final World WORLD = new World(
            VpcDocument.read("vpc.json", List.of()),
            ClusterSnapshot.builder().cni(CniSettings.assumedDefaults()).build(),
            Parameters.DEFAULTS,
            Instant.parse("2026-01-01T00:00:00Z"));

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "m5.large, 20, none, none",
                "m5.large, 21, unknown, DENY",
                "m5.large, 290, unknown, DENY",
                "m5.large, 291, violation, DENY",
                "t2.micro, 3, none, none",
                "t2.micro, 4, violation, DENY",
                "m5.4xlarge, 110, none, none",
                "m5.4xlarge, 111, violation, WARN",
                "m5.4xlarge, 205, violation, WARN",
                "m5.4xlarge, 206, unknown, DENY"
            })
    void numbersBetweenTheTwoLimitsAreUnknown(String type, long pods, String outcome, String action) {
        List<Finding> findings = check(type, pods);
        assertEquals(
                Optional.ofNullable(outcome),
                findings.stream().map(Finding::outcome).findFirst(),
                findings::toString);
        assertEquals(
                Optional.ofNullable(action),
                findings.stream().map(finding -> finding.atMost().name()).findFirst(),
                findings::toString);
    }

    private static List<Finding> check(String type, long pods) {
        Tree configuration = Tree.of(Map.of(
                "kind",
                "KubeletConfiguration",
                "metadata",
                Map.of("labels", Map.of("node.kubernetes.io/instance-type", type)),
                "maxPods",
                pods));
        return new KubeletMaxPods(new CelExpressions())
                .check(
                        new Change<>(
                                Operation.CREATE,
                                KubeletConfigMap.ofBare(configuration),
                                Optional.empty(),
                                Requester.PERSON),
                        WORLD);
    }
}
