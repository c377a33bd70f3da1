package io.eniguard.source.ec2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.eniguard.aws.AwsClients;
import io.eniguard.aws.AwsSettings;
import io.eniguard.aws.CallFailedException;
import io.eniguard.aws.CallLimit;
import io.eniguard.aws.CallObserver;
import io.eniguard.aws.FailureKind;
import io.eniguard.aws.StandInAws;
import io.eniguard.vpc.AddressUse;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.Vpc;
import io.eniguard.vpc.VpcSnapshot;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A call that AWS never answers ends at its own limit, whichever operation it is. Without one it would take the client's 30 s. */
class StalledCallsTest {

    private static final String SUBNET = "subnet-0123456789abcdef0";
    private static final String GROUP = "sg-0123456789abcdef0";
    private static final String REGION = "us-west-2";
    private static final Duration LIMIT = Duration.ofMillis(300);

    /** Far more than the limit, for a busy machine, and far less than the time that a call takes without a limit. */
    private static final Duration LONGEST = Duration.ofSeconds(8);

    private final StandInAws aws = StandInAws.start();

    StalledCallsTest() throws IOException {
        aws.answer(
                "DescribeSubnets",
                "<subnetSet><item><subnetId>%s</subnetId><vpcId>vpc-1</vpcId><cidrBlock>100.64.0.0/20</cidrBlock></item></subnetSet>"
                        .formatted(SUBNET));
        aws.answer(
                "DescribeSecurityGroups",
                "<securityGroupInfo><item><groupId>%s</groupId><vpcId>vpc-other</vpcId></item></securityGroupInfo>"
                        .formatted(GROUP));
    }

    @AfterEach
    void close() {
        aws.close();
    }

    private interface Call {
        Object of(VpcCalls calls) throws CallFailedException;
    }

    private static final Map<String, Call> CALLS = Map.ofEntries(
            Map.entry("DescribeVpcs", calls -> calls.vpcs(Scope.of(Optional.empty()))),
            Map.entry("DescribeSubnets", calls -> calls.subnets(Scope.of(Optional.empty()))),
            Map.entry("DescribeSecurityGroups", calls -> calls.securityGroups(Scope.of(Optional.empty()))),
            Map.entry(
                    "DescribeSecurityGroupVpcAssociations",
                    calls -> calls.groupAssociations(Scope.of(Optional.empty()))),
            Map.entry("DescribeAvailabilityZones", VpcCalls::zones),
            Map.entry("DescribeRouteTables", calls -> calls.routeTables(Scope.of(Optional.empty()))),
            Map.entry("GetSubnetCidrReservations", calls -> calls.reservations(SUBNET)),
            Map.entry("DescribeNetworkInterfaces", calls -> {
                AddressUse.Builder use = AddressUse.builder();
                calls.addressUse(List.of(Scope.of(Optional.empty())), use);
                return use;
            }),
            Map.entry("DescribeCluster", calls -> calls.named().cluster("demo")),
            Map.entry("DescribeInstances", calls -> calls.named().instances(List.of("i-0123456789abcdef0"))),
            Map.entry(
                    "DescribeSecurityGroups with ports", calls -> calls.named().groupsWithPorts(List.of(GROUP))),
            Map.entry("DescribeInstanceTypes", calls -> calls.named().instanceTypes(List.of("m5.large"))));

    @TestFactory
    Stream<DynamicTest> everyCallEndsAtItsLimit() {
        return CALLS.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(call -> dynamicTest(call.getKey(), () -> endsAtItsLimit(call.getValue())));
    }

    private static void endsAtItsLimit(Call call) throws IOException, CallFailedException {
        try (StandInAws stalled = StandInAws.start();
                AwsClients clients = new AwsClients(REGION, stalled.access(), CallObserver.NOBODY)) {
            stalled.stall(operation -> true);
            VpcCalls calls = VpcCalls.within(CallLimit.each(LIMIT), clients);

            long started = System.nanoTime();
            CallFailedException failure = assertThrows(CallFailedException.class, () -> call.of(calls));

            assertEquals(FailureKind.TIMEOUT, failure.kind(), failure::reason);
            assertEndedInTime(started);
        }
    }

    /** The subnet lies in a block that its VPC lacks so far, and the group is of another VPC: so all four calls are needed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "DescribeSubnets",
                "DescribeVpcs",
                "DescribeSecurityGroups",
                "DescribeSecurityGroupVpcAssociations"
            })
    void aLookUpEndsAtItsLimitWhicheverCallStalls(String stalled) {
        VpcSnapshot known = VpcSnapshot.builder(new VpcSnapshot.Origin("EC2", Optional.empty()))
                .with(Part.VPCS, List.of(new Vpc("vpc-1", Optional.empty(), List.of())))
                .with(Part.SUBNETS, List.of())
                .build();
        try (VpcReader reader = reader()) {
            reader.read(new Wanted(
                    Set.of(),
                    Set.of(),
                    Set.of(),
                    Set.of(),
                    new ClusterHints(Optional.of(REGION), Optional.empty(), Optional.empty()),
                    Wanted.Reservations.NONE));
            int before = aws.requests().size();
            aws.stall(stalled::equals);

            long started = System.nanoTime();
            Found found = reader.find(Set.of(SUBNET), Set.of(GROUP), known, LIMIT);

            assertEndedInTime(started);
            assertTrue(found.failure().orElse("").contains(stalled), found::toString);
            List<String> made = aws.requests().subList(before, aws.requests().size());
            assertEquals(stalled, made.get(made.size() - 1), made::toString);
        }
    }

    @Test
    void withoutTimeLeftNoCallIsMade() throws CallFailedException {
        try (AwsClients clients = new AwsClients(REGION, aws.access(), CallObserver.NOBODY)) {
            VpcCalls calls = VpcCalls.within(CallLimit.together(Duration.ZERO), clients);

            CallFailedException failure = assertThrows(CallFailedException.class, calls::zones);

            assertEquals(FailureKind.TIMEOUT, failure.kind());
            assertEquals("no time was left for ec2:DescribeAvailabilityZones", failure.reason());
            assertEquals(List.of(), aws.requests());
        }
    }

    private VpcReader reader() {
        return new VpcReader(
                new AwsSettings(Optional.of(REGION), Optional.empty(), Optional.empty()),
                CallObserver.NOBODY,
                aws.access(),
                Clock.systemUTC());
    }

    private static void assertEndedInTime(long started) {
        Duration took = Duration.ofNanos(System.nanoTime() - started);
        assertTrue(took.compareTo(LONGEST) < 0, took::toString);
    }
}
