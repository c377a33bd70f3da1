package io.eniguard.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.net.Zone;
import io.eniguard.policy.Parameters;
import io.eniguard.tree.Tree;
import io.eniguard.vpc.Instance;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.VpcSnapshot;
import io.eniguard.world.World;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AuditedWorldTest {

    private static final String INSTANCE = "i-0123456789abcdef0";

    @Test
    void aNodeHasTheZoneAndTypeThatOnlyEc2Knows() {
        ClusterSnapshot cluster = ClusterSnapshot.of(List.of(new Tree(Map.of(
                "apiVersion",
                "v1",
                "kind",
                "Node",
                "metadata",
                Map.of("name", "a"),
                "spec",
                Map.of("providerID", "aws:///us-west-2a/" + INSTANCE)))));
        VpcSnapshot vpc = VpcSnapshot.builder(new VpcSnapshot.Origin("EC2", Optional.empty()))
                .with(
                        Part.INSTANCES,
                        List.of(new Instance(
                                INSTANCE, Optional.of("m5.large"), Optional.empty(), Zone.named("us-west-2b"))))
                .build();

        World world = AuditedWorld.of(vpc, cluster, Parameters.DEFAULTS, Instant.EPOCH);

        ClusterNode node = world.cluster().node("a").orElseThrow();
        assertEquals(Optional.of("us-west-2b"), node.zone().name());
        assertEquals(Optional.of("m5.large"), node.instanceType());
    }
}
