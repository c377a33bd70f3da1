package io.eniguard.source.ec2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.aws.AwsSettings;
import io.eniguard.aws.CallObserver;
import io.eniguard.net.CidrSet;
import io.eniguard.net.Zone;
import io.eniguard.vpc.NatGateway;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.Subnet;
import io.eniguard.vpc.VpcLayout;
import io.eniguard.vpc.VpcPeering;
import io.eniguard.vpc.VpcSnapshot;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** Tests single readings of a VPC that was built by API calls. */
@Ec2Emulator
class VpcReaderIT {

    private static final Subnet NONE = new Subnet(
            "",
            Optional.empty(),
            Optional.empty(),
            Zone.UNKNOWN,
            new Subnet.Condition(Optional.empty(), Optional.empty(), Map.of()));

    /** The answer for an instance type that is missing from the built-in table. */
    private static final String NEW_TYPE = """
            <DescribeInstanceTypesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><instanceTypeSet><item>
              <instanceType>x9z.large</instanceType><bareMetal>false</bareMetal><hypervisor>nitro</hypervisor>
              <vCpuInfo><defaultVCpus>2</defaultVCpus></vCpuInfo>
              <networkInfo>
                <maximumNetworkInterfaces>8</maximumNetworkInterfaces><maximumNetworkCards>2</maximumNetworkCards>
                <defaultNetworkCardIndex>0</defaultNetworkCardIndex><ipv4AddressesPerInterface>10</ipv4AddressesPerInterface>
                <networkCards>
                  <item><networkCardIndex>0</networkCardIndex><maximumNetworkInterfaces>4</maximumNetworkInterfaces></item>
                  <item><networkCardIndex>1</networkCardIndex><maximumNetworkInterfaces>4</maximumNetworkInterfaces></item>
                </networkCards>
              </networkInfo>
            </item></instanceTypeSet></DescribeInstanceTypesResponse>""";

    private final Moto moto;
    private final PodVpc vpc;
    private final Proxy proxy;

    VpcReaderIT(Moto moto) throws IOException {
        this.moto = moto;
        vpc = PodVpc.build(moto, "reader-" + System.nanoTime());
        proxy = Proxy.before(moto);
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
    }

    @Test
    void theNodesInstanceLeadsToTheClusterAndItsVpc() {
        Reading reading = read(AwsSettings.NONE, wanted(Set.of()));

        assertEquals(Map.of(), reading.failures());
        VpcSnapshot snapshot = reading.snapshot();
        assertEquals(Optional.of(vpc.id()), snapshot.clusterVpcId());
        assertEquals(
                Optional.of("172.20.0.0/16"),
                snapshot.cluster().flatMap(cluster -> cluster.serviceCidr()).map(Object::toString));
        assertEquals(
                Set.copyOf(vpc.subnets().values()),
                snapshot.subnets().orElseThrow().keySet());
        assertEquals(Set.of(vpc.id()), snapshot.vpcs().orElseThrow().keySet());
        assertEquals(
                List.of(3),
                snapshot.vpcs().orElseThrow().values().stream()
                        .map(each -> each.associations().size())
                        .toList());
        assertTrue(snapshot.securityGroups().orElseThrow().containsKey(vpc.podGroup()));
        assertTrue(snapshot.zones().orElseThrow().stream()
                .anyMatch(zone -> zone.name().equals(Optional.of("us-west-2a"))));
    }

    @Test
    void aSubnetIsReadWithItsZoneBlockAndRoom() {
        Subnet subnet = read(AwsSettings.NONE, wanted(Set.of()))
                .snapshot()
                .subnets()
                .orElseThrow()
                .getOrDefault(vpc.subnet("pods-c"), NONE);

        assertEquals(Optional.of(vpc.id()), subnet.vpcId());
        assertEquals("100.65.0.0/18", subnet.cidr().orElseThrow().toString());
        assertEquals(Optional.of("us-west-2c"), subnet.zone().name());
        assertTrue(subnet.zone().id().isPresent());
        assertEquals(Optional.of("available"), subnet.condition().state());
        assertTrue(subnet.condition().freeAddresses().orElseThrow() > 16_000);
    }

    @Test
    void natGatewaysAndPeersAreRead() {
        String gateway;
        String peering;
        try (Ec2Client ec2 = moto.ec2()) {
            gateway = vpc.addNatGateway(ec2, vpc.subnet("nodes-b"));
            peering = vpc.addPeer(ec2, "100.81.0.0/16");
        }
        VpcSnapshot snapshot = read(AwsSettings.NONE, wanted(Set.of())).snapshot();

        assertEquals(
                Map.of(
                        gateway,
                        new NatGateway(gateway, Optional.of(vpc.subnet("nodes-b")), true, Optional.of("available"))),
                snapshot.value(Part.NAT_GATEWAYS).orElseThrow());
        VpcPeering read = Objects.requireNonNull(
                snapshot.value(Part.VPC_PEERINGS).orElseThrow().get(peering));
        assertTrue(read.isActive());
        assertEquals(
                Optional.of(CidrSet.of("100.81.0.0/16")), read.peerOf(vpc.id()).map(VpcPeering.Side::blocks));
    }

    @Test
    void subnetsAndGroupsOfOtherVpcsAreReadIfAnEniConfigNamesThem() {
        VpcSnapshot snapshot = read(AwsSettings.NONE, wanted(Set.of(vpc.elsewhere(), "subnet-0123456789abcdef0")))
                .snapshot();

        assertEquals(7, snapshot.subnets().orElseThrow().size());
        assertTrue(snapshot.subnets().orElseThrow().containsKey(vpc.elsewhere()));
    }

    @Test
    void instancesAndTypesAreReadOnlyOnce() {
        proxy.weather((request, connection) -> connection.answer(
                request.action().equals("ec2:DescribeInstanceTypes")
                        ? Proxy.Answer.xml(200, NEW_TYPE)
                        : connection.ask(request)));
        Wanted wanted = new Wanted(
                Set.of(),
                Set.of(),
                Set.of(vpc.nodeInstance(), "i-0123456789abcdef0"),
                Set.of("m5.large", "x9z.large"),
                Moto.HINTS,
                Wanted.Reservations.OF_NAMED_SUBNETS);
        try (VpcReader reader = new VpcReader(
                AwsSettings.NONE, CallObserver.NOBODY, Moto.access(proxy.endpoint()), Clock.systemUTC())) {
            VpcSnapshot first = reader.read(wanted).snapshot();
            assertEquals(
                    Set.of(vpc.nodeInstance()), first.instances().orElseThrow().keySet());
            assertEquals(
                    Optional.of("us-west-2a"),
                    first.instances()
                            .orElseThrow()
                            .values()
                            .iterator()
                            .next()
                            .zone()
                            .name());
            assertEquals(
                    4, first.instanceTypes().find("x9z.large").orElseThrow().enis());
            assertTrue(first.instanceTypes().find("m5.large").isPresent());

            int before = proxy.actions().size();
            VpcSnapshot second = reader.read(wanted).snapshot();
            assertEquals(first.instances(), second.instances());
            assertTrue(second.instanceTypes().find("x9z.large").isPresent());
            List<String> again = proxy.actions().subList(before, proxy.actions().size());
            // Only the missing instance is requested again, because EC2 may not know a new instance yet.
            assertEquals(
                    1, again.stream().filter("ec2:DescribeInstances"::equals).count());
            assertFalse(again.contains("ec2:DescribeInstanceTypes"), again::toString);
        }
    }

    @Test
    void aMissingPermissionIsNamedAndAffectsOnlyItsPart() {
        proxy.weather((request, connection) -> {
            if (request.action().equals("ec2:DescribeSecurityGroups")) {
                connection.answer(Proxy.Answer.error(
                        403,
                        "UnauthorizedOperation",
                        "You are not authorized to perform this operation. User: arn:aws:sts::123456789012:assumed-role/eniguard/1"
                                + " is not authorized to perform: ec2:DescribeSecurityGroups because no identity-based policy"
                                + " allows the ec2:DescribeSecurityGroups action"));
            } else {
                connection.answer(connection.ask(request));
            }
        });
        Reading reading = read(AwsSettings.NONE, wanted(Set.of()));

        assertEquals(
                List.of("AWS refuses ec2:DescribeSecurityGroups to arn:aws:sts::123456789012:assumed-role/eniguard/1"),
                reading.reasons());
        assertTrue(reading.snapshot().securityGroups().isEmpty());
        assertTrue(reading.snapshot().subnets().isPresent());
    }

    @Test
    void aFailedPartKeepsItsOldValueAndAge() {
        VpcSnapshot before = read(AwsSettings.NONE, wanted(Set.of())).snapshot();
        proxy.weather((request, connection) -> connection.answer(
                request.action().equals("ec2:DescribeSubnets")
                        ? Proxy.Answer.error(503, "RequestLimitExceeded", "Request limit exceeded.")
                        : connection.ask(request)));
        Reading reading = read(AwsSettings.NONE, wanted(Set.of()));
        VpcSnapshot after = reading.over(before);

        assertTrue(reading.isThrottled());
        assertEquals(List.of("AWS throttles ec2:DescribeSubnets (RequestLimitExceeded)"), reading.reasons());
        assertEquals(before.subnets(), after.subnets());
        assertEquals(before.origin(), after.origin(Part.SUBNETS));
        assertEquals(reading.snapshot().origin(), after.origin(Part.VPCS));
        assertEquals(VpcLayout.of(before), VpcLayout.of(after));
    }

    private Wanted wanted(Set<String> subnets) {
        return new Wanted(
                subnets,
                Set.of(),
                Set.of(vpc.nodeInstance()),
                Set.of(),
                Moto.HINTS,
                Wanted.Reservations.OF_NAMED_SUBNETS);
    }

    private Reading read(AwsSettings settings, Wanted wanted) {
        try (VpcReader reader =
                new VpcReader(settings, CallObserver.NOBODY, Moto.access(proxy.endpoint()), Clock.systemUTC())) {
            return reader.read(wanted);
        }
    }
}
