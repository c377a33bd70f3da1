package io.eniguard.review;

import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.eniguard.cluster.CniSettings;
import io.eniguard.policy.Parameters;
import io.eniguard.policy.Policies;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.VpcSnapshot;
import io.eniguard.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests that a remembered placement is reused only as long as its inputs stay the same. */
class PlacementMemoTest {

    private static final CniSettings CNI = CniSettings.assumedDefaults();
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static final World WORLD =
            new World(vpc(), NodeManifests.cluster(CNI, "us-west-2a"), Parameters.DEFAULTS, NOW);

    private final PlacementMemo memo = new PlacementMemo((eniConfig, world) -> Optional.empty());
    private final PlacementMemo.Entry first = memo.entry(WORLD, CNI);

    private static VpcSnapshot vpc() {
        return VpcSnapshot.builder(new VpcSnapshot.Origin("EC2", Optional.of(NOW)))
                .with(Part.SUBNETS, List.of())
                .build();
    }

    @Test
    void lastsWhileOnlyTimePasses() {
        assertSame(first, memo.entry(at(NOW.plusSeconds(30)), CNI));
    }

    @Test
    void endsWhenTheFactsGrowOld() {
        assertNotSame(first, memo.entry(at(NOW.plus(Duration.ofHours(1))), CNI));
    }

    @Test
    void endsWithAnotherSnapshotOfTheVpc() {
        assertNotSame(first, memo.entry(new World(vpc(), WORLD.cluster(), WORLD.parameters(), NOW), CNI));
    }

    @Test
    void endsWithAnotherSnapshotOfTheCluster() {
        World changed = new World(WORLD.vpc(), NodeManifests.cluster(CNI, "us-west-2a"), WORLD.parameters(), NOW);
        assertNotSame(first, memo.entry(changed, CNI));
    }

    @Test
    void endsWithOtherParameters() {
        World changed =
                new World(WORLD.vpc(), WORLD.cluster(), WORLD.parameters().withWarningsOnly(), NOW);
        assertNotSame(first, memo.entry(changed, CNI));
    }

    @Test
    void endsWithOtherPolicies() {
        Policies policies = PolicyWorlds.worldWith("{rules: [{id: subnet-cidr, action: Warn}]}")
                .policies();
        assertNotSame(first, memo.entry(WORLD.withPolicies(policies), CNI));
    }

    @Test
    void endsWhenAnExemptionEnds() {
        Policies policies = PolicyWorlds.worldWith(
                        "{exemptions: [{rules: [subnet-cidr], reason: r, owner: o, until: '2026-01-01T00:01:00Z'}]}")
                .policies();
        PlacementMemo.Entry exempted = memo.entry(WORLD.withPolicies(policies), CNI);
        assertSame(exempted, memo.entry(at(NOW.plusSeconds(59)).withPolicies(policies), CNI));
        assertNotSame(exempted, memo.entry(at(NOW.plusSeconds(60)).withPolicies(policies), CNI));
    }

    private static World at(Instant now) {
        return new World(WORLD.vpc(), WORLD.cluster(), WORLD.parameters(), now);
    }
}
