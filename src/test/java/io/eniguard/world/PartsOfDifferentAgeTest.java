package io.eniguard.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.policy.Parameters;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.VpcSnapshot;
import io.eniguard.world.Fact.Missing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests that each part of the facts has its own age if a source could not read all parts again. */
class PartsOfDifferentAgeTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final String WHY = "AWS throttles ec2:DescribeSubnets";

    private final World world = new World(
            VpcSnapshot.builder(ec2(Duration.ofSeconds(10)))
                    .with(Part.SECURITY_GROUPS, List.of())
                    .take(
                            Part.SUBNETS,
                            VpcSnapshot.builder(ec2(Duration.ofMinutes(20)))
                                    .with(Part.SUBNETS, List.of())
                                    .build())
                    .trouble(Part.SUBNETS, WHY)
                    .trouble(Part.VPCS, "AWS refuses ec2:DescribeVpcs")
                    .build(),
            ClusterSnapshot.EMPTY,
            Parameters.DEFAULTS,
            NOW);

    private static VpcSnapshot.Origin ec2(Duration age) {
        return new VpcSnapshot.Origin("EC2", Optional.of(NOW.minus(age)));
    }

    @Test
    void onlyTheOldPartIsOld() {
        assertFalse(world.isFresh(Part.SUBNETS));
        assertTrue(world.isFresh(Part.SECURITY_GROUPS));
        assertEquals(Optional.of(Duration.ofMinutes(20)), world.age());
    }

    @Test
    void absenceCountsIfThePartIsFresh() {
        assertEquals(Fact.known(Optional.empty()), world.securityGroup("sg-1"));
        assertEquals(
                Fact.unknown(
                        Missing.SUBNET,
                        "it is not among the known subnets, which are old (EC2, 20 min ago: AWS throttles ec2:DescribeSubnets)"),
                world.subnet("subnet-1"));
    }

    @Test
    void anUnknownFactNamesItsReason() {
        assertEquals(
                Fact.unknown(Missing.OTHER, "no VPCs are known (EC2: AWS refuses ec2:DescribeVpcs)"),
                world.vpc("vpc-1"));
    }

    @Test
    void anIdThatCouldNotBeLookedUpIsNotAbsent() {
        World unsettled = world.withUnsettled(Map.of("sg-1", "EC2 did not answer"));

        assertEquals(
                Fact.unknown(
                        Missing.SECURITY_GROUPS,
                        "it is not among the known security groups (EC2, 10 s ago), and EC2 did not answer"),
                unsettled.securityGroup("sg-1"));
        assertEquals(Fact.known(Optional.empty()), unsettled.securityGroup("sg-2"));
    }
}
