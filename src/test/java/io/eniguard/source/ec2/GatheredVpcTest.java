package io.eniguard.source.ec2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.aws.CallFailure;
import io.eniguard.aws.FailureKind;
import io.eniguard.net.Zone;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.SecurityGroup;
import io.eniguard.vpc.Subnet;
import io.eniguard.vpc.VpcSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GatheredVpcTest {

    private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

    private final List<VpcSnapshot> handedOut = new ArrayList<>();
    private final GatheredVpc gathered = new GatheredVpc(handedOut::add);

    @Test
    void aLookedUpSubnetIsInAllLaterSnapshots() {
        gathered.add(reading(START, "subnet-a"));
        gathered.add(found("subnet-new"), START.plusSeconds(10));
        for (int second = 1; second < 9; second++) {
            // This reading began before the look-up ended, so EC2 may not have listed the subnet yet.
            gathered.add(reading(START.plusSeconds(second), "subnet-a"));
        }

        assertEquals(10, handedOut.size());
        handedOut.stream().skip(1).forEach(snapshot -> assertTrue(knows(snapshot, "subnet-new")));
    }

    @Test
    void aLaterReadingReplacesALookUp() {
        gathered.add(reading(START, "subnet-a"));
        gathered.add(found("subnet-new"), START.plusSeconds(10));
        gathered.add(reading(START.plusSeconds(11), "subnet-a"));

        assertFalse(knows(gathered.snapshot(), "subnet-new"));
    }

    @Test
    void aLookUpDoesNotRenewTheOtherMembers() {
        gathered.add(reading(START, "subnet-a"));
        gathered.add(found("subnet-new"), START.plusSeconds(10));

        assertEquals(
                Optional.of(START), gathered.snapshot().origin(Part.SUBNETS).asOf());
        assertTrue(knows(gathered.snapshot(), "subnet-a"));
    }

    @Test
    void aPartThatIsUnknownStaysUnknownAfterALookUp() {
        gathered.add(reading(START, "subnet-a"));
        VpcSnapshot members = VpcSnapshot.builder(ec2(START.plusSeconds(10)))
                .with(Part.SECURITY_GROUPS, List.of(new SecurityGroup("sg-1", Optional.empty(), List.of())))
                .build();
        gathered.add(new Found(members, Optional.empty()), START.plusSeconds(10));

        assertFalse(gathered.snapshot().isKnown(Part.SECURITY_GROUPS));
    }

    @Test
    void aPartThatCannotBeReadKeepsItsValueAndGetsAReason() {
        gathered.add(reading(START, "subnet-a"));
        gathered.add(new Reading(
                VpcSnapshot.nothing("EC2"),
                Map.of(Part.SUBNETS, CallFailure.of(FailureKind.THROTTLED, "AWS throttles"))));

        assertTrue(knows(gathered.snapshot(), "subnet-a"));
        assertEquals(
                Optional.of(START), gathered.snapshot().origin(Part.SUBNETS).asOf());
        assertEquals(Optional.of("AWS throttles"), gathered.snapshot().trouble(Part.SUBNETS));
    }

    @Test
    void aLookUpThatFindsNothingPublishesNoSnapshot() {
        gathered.add(new Found(VpcSnapshot.nothing("EC2"), Optional.empty()), START);

        assertEquals(List.of(), handedOut);
    }

    private static boolean knows(VpcSnapshot snapshot, String subnet) {
        return snapshot.subnets().orElseThrow().containsKey(subnet);
    }

    private static Reading reading(Instant at, String subnet) {
        return new Reading(
                VpcSnapshot.builder(ec2(at))
                        .with(Part.SUBNETS, List.of(subnet(subnet)))
                        .build(),
                Map.of());
    }

    private static Found found(String subnet) {
        return new Found(
                VpcSnapshot.builder(ec2(START.plusSeconds(10)))
                        .with(Part.SUBNETS, List.of(subnet(subnet)))
                        .build(),
                Optional.empty());
    }

    private static VpcSnapshot.Origin ec2(Instant at) {
        return new VpcSnapshot.Origin("EC2", Optional.of(at));
    }

    private static Subnet subnet(String id) {
        return new Subnet(
                id,
                Optional.empty(),
                Optional.empty(),
                Zone.UNKNOWN,
                new Subnet.Condition(Optional.empty(), Optional.empty(), Map.of()));
    }
}
