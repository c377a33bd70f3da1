package io.eniguard.source.ec2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.eniguard.aws.AwsAccess;
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
import java.time.Instant;
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
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleWithWebIdentityCredentialsProvider;

/** Tests that calls and look-ups end at their limits when AWS does not answer. Without a limit, a call takes 30 s. */
class StalledCallsTest {

    private static final String SUBNET = "subnet-0123456789abcdef0";
    private static final String GROUP = "sg-0123456789abcdef0";
    private static final String REGION = "us-west-2";
    private static final Duration LIMIT = Duration.ofMillis(300);

    /** The limit of look-ups, which make several calls before the stalled one. */
    private static final Duration LOOK_UP = Duration.ofSeconds(2);

    /**
     * The longest time that a call may take in a test. It is much longer than the limits, because the machine may be busy, and shorter than
     * a call without a limit.
     */
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private static final Wanted NOTHING = new Wanted(
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            new ClusterHints(Optional.of(REGION), Optional.empty(), Optional.empty()),
            Wanted.Reservations.NONE);

    private static final VpcSnapshot KNOWN = VpcSnapshot.builder(new VpcSnapshot.Origin("EC2", Optional.empty()))
            .with(Part.VPCS, List.of(new Vpc("vpc-1", Optional.empty(), List.of(), false)))
            .with(Part.SUBNETS, List.of())
            .build();

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
            Map.entry("DescribeSecurityGroups", calls -> calls.streamed().securityGroups(Scope.of(Optional.empty()))),
            Map.entry(
                    "DescribeSecurityGroupVpcAssociations",
                    calls -> calls.groupAssociations(Scope.of(Optional.empty()))),
            Map.entry("DescribeAvailabilityZones", VpcCalls::zones),
            Map.entry("DescribeRouteTables", calls -> calls.routeTables(Scope.of(Optional.empty()))),
            Map.entry("DescribeNatGateways", calls -> calls.natGateways(Scope.of(Optional.empty()))),
            Map.entry("DescribeVpcPeeringConnections", calls -> calls.vpcPeerings(Scope.of(Optional.empty()))),
            Map.entry("GetSubnetCidrReservations", calls -> calls.reservations(SUBNET)),
            Map.entry("DescribeNetworkInterfaces", calls -> {
                AddressUse.Builder use = AddressUse.builder();
                calls.streamed().addAddresses(List.of(Scope.of(Optional.empty())), use);
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
        try (StandInAws stalled = StandInAws.start()) {
            stalled.stall(operation -> true);
            assertTimesOut(call, CallLimit.each(LIMIT), stalled);
        }
    }

    @TestFactory
    Stream<DynamicTest> theSecondPageOfEveryCallEndsAtItsLimit() {
        return pagedCalls()
                .map(call -> dynamicTest(call.getKey(), () -> {
                    try (StandInAws stalled = StandInAws.start()) {
                        stalled.answerPages(operation(call), page -> StandInAws.next(page + 1));
                        stalled.stallPages((operation, page) -> page == 2);
                        // The first page may take long on a busy machine, so only the second page gets the short limit.
                        CallLimit limit = () -> stalled.requests().isEmpty() ? LONGEST : LIMIT;
                        assertTimesOut(call.getValue(), limit, stalled);
                        assertEquals(2, stalled.requests().size());
                    }
                }));
    }

    /** No page takes long, but the list never ends. */
    @TestFactory
    Stream<DynamicTest> theLimitIsSharedByAllPagesOfACall() {
        return pagedCalls()
                .map(call -> dynamicTest(call.getKey(), () -> {
                    try (StandInAws endless = StandInAws.start()) {
                        endless.answerPages(operation(call), page -> StandInAws.next(page + 1));
                        assertTimeoutPreemptively(
                                LONGEST, () -> assertTimesOut(call.getValue(), CallLimit.together(LIMIT), endless));
                    }
                }));
    }

    private static Stream<Map.Entry<String, Call>> pagedCalls() {
        return CALLS.entrySet().stream()
                .filter(call ->
                        !Set.of("DescribeAvailabilityZones", "DescribeCluster").contains(call.getKey()))
                .sorted(Map.Entry.comparingByKey());
    }

    private static String operation(Map.Entry<String, Call> call) {
        return call.getKey().replaceFirst(" .*", "");
    }

    private static void assertTimesOut(Call call, CallLimit limit, StandInAws aws) throws CallFailedException {
        try (AwsClients clients = new AwsClients(REGION, aws.access(), CallObserver.NOBODY)) {
            VpcCalls calls = VpcCalls.within(limit, clients);

            long started = System.nanoTime();
            CallFailedException failure = assertThrows(CallFailedException.class, () -> call.of(calls));

            assertEquals(FailureKind.TIMEOUT, failure.kind(), failure::reason);
            assertEndedInTime(started);
        }
    }

    /** The known VPC lacks the block of the subnet, and the group belongs to another VPC. Therefore all four calls are needed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "DescribeSubnets",
                "DescribeVpcs",
                "DescribeSecurityGroups",
                "DescribeSecurityGroupVpcAssociations"
            })
    void aLookUpEndsAtItsLimitWhicheverCallStalls(String stalled) {
        try (VpcReader reader = reader(aws.access())) {
            reader.read(NOTHING);
            int before = aws.requests().size();
            aws.stall(stalled::equals);

            long started = System.nanoTime();
            Found found = reader.find(Set.of(SUBNET), Set.of(GROUP), KNOWN, LOOK_UP);

            assertEndedInTime(started);
            assertTrue(found.failure().orElse("").contains(stalled), found::toString);
            List<String> made = aws.requests().subList(before, aws.requests().size());
            assertEquals(stalled, made.get(made.size() - 1), made::toString);
        }
    }

    /** The SDK resolves credentials before the time limit of a call begins. */
    @Test
    void aLookUpEndsAtItsLimitWhileTheSourceOfCredentialsStalls() {
        aws.answer("AssumeRoleWithWebIdentity", """
                <AssumeRoleWithWebIdentityResult><Credentials>
                  <AccessKeyId>test</AccessKeyId><SecretAccessKey>test</SecretAccessKey><SessionToken>test</SessionToken>
                  <Expiration>%s</Expiration>
                </Credentials></AssumeRoleWithWebIdentityResult>""".formatted(Instant.now().plusSeconds(5)));
        try (StsClient sts = StsClient.builder()
                        .endpointOverride(aws.uri())
                        .region(Region.of(REGION))
                        .credentialsProvider(AnonymousCredentialsProvider.create())
                        .httpClient(UrlConnectionHttpClient.create())
                        .build();
                StsAssumeRoleWithWebIdentityCredentialsProvider role =
                        StsAssumeRoleWithWebIdentityCredentialsProvider.builder()
                                .stsClient(sts)
                                .refreshRequest(request -> request.roleArn("arn:aws:iam::123456789012:role/eniguard")
                                        .roleSessionName("eniguard")
                                        .webIdentityToken("token"))
                                .build();
                VpcReader reader = reader(aws.access(role))) {
            assertEquals(Set.of(Part.CLUSTER), reader.read(NOTHING).failures().keySet());
            aws.stall("AssumeRoleWithWebIdentity"::equals);

            long started = System.nanoTime();
            Found found = reader.find(Set.of(SUBNET), Set.of(GROUP), KNOWN, LOOK_UP);

            assertEndedInTime(started);
            assertEquals(Optional.of("the AWS credentials were not resolved in time"), found.failure());
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

    private static VpcReader reader(AwsAccess access) {
        return new VpcReader(
                new AwsSettings(Optional.of(REGION), Optional.empty(), Optional.empty()),
                CallObserver.NOBODY,
                access,
                Clock.systemUTC());
    }

    private static void assertEndedInTime(long started) {
        Duration took = Duration.ofNanos(System.nanoTime() - started);
        assertTrue(took.compareTo(LONGEST) < 0, took::toString);
    }
}
