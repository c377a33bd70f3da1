package io.eniguard.server.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.aws.AwsSettings;
import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.net.Zone;
import io.eniguard.policy.Parameters;
import io.eniguard.server.settings.ServerSettings;
import io.eniguard.tree.Tree;
import io.eniguard.vpc.Instance;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.VpcSnapshot;
import io.eniguard.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class KnowledgeTest {

    private static final String INSTANCE = "i-0123456789abcdef0";

    private static final ClusterSnapshot CLUSTER = ClusterSnapshot.of(List.of(Tree.of(Map.of(
            "apiVersion",
            "v1",
            "kind",
            "Node",
            "metadata",
            Map.of("name", "node-1"),
            "spec",
            Map.of("providerID", "aws:///us-west-2a/" + INSTANCE)))));

    private static final Duration RACE = Duration.ofSeconds(1);

    private final Knowledge knowledge = new Knowledge(new ServerSettings(
            "ec2",
            "kube",
            AwsSettings.NONE,
            Parameters.DEFAULTS,
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));

    @Test
    void aWorldNeverMixesTheNodesOfOneSnapshotWithTheVpcOfAnother() {
        List<VpcSnapshot> snapshots = List.of(vpc("us-west-2a"), vpc("us-west-2b"));
        knowledge.learn(CLUSTER);
        knowledge.learn(snapshots.get(0));
        long end = System.nanoTime() + RACE.toNanos();
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            for (int i = 0; System.nanoTime() < end; i++) {
                knowledge.learn(snapshots.get(i % 2));
            }
        });

        while (!writer.isDone()) {
            World world = knowledge.world();
            assertEquals(
                    world.vpc()
                            .instances()
                            .orElseThrow()
                            .values()
                            .iterator()
                            .next()
                            .zone(),
                    world.cluster().node("node-1").orElseThrow().zone());
        }
        writer.join();
    }

    @Test
    void nodesGetTheFactsOfTheirInstancesWhicheverComesFirst() {
        knowledge.learn(CLUSTER);
        knowledge.learn(vpc("us-west-2b"));
        assertEquals(Optional.of("us-west-2b"), zone());
        knowledge.learn(CLUSTER);
        assertEquals(Optional.of("us-west-2b"), zone());
        knowledge.learn(vpc("us-west-2c"));
        assertEquals(Optional.of("us-west-2c"), zone());
    }

    @Test
    void beforeTheFirstReadingNothingIsKnown() {
        World world = knowledge.world();
        assertTrue(!world.vpc().knowsAnything() && world.cluster().nodes().isEmpty());
    }

    private Optional<String> zone() {
        return knowledge
                .world()
                .cluster()
                .node("node-1")
                .flatMap(node -> node.zone().name());
    }

    private static VpcSnapshot vpc(String zone) {
        return VpcSnapshot.builder(new VpcSnapshot.Origin("EC2", Optional.empty()))
                .with(
                        Part.INSTANCES,
                        List.of(new Instance(INSTANCE, Optional.empty(), Optional.empty(), Zone.named(zone))))
                .build();
    }
}
