package io.eniguard.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.source.ec2.Ec2Emulator;
import io.eniguard.source.ec2.Moto;
import io.eniguard.source.ec2.PodVpc;
import io.eniguard.source.ec2.Proxy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** Tests the answers of {@code serve --vpc ec2} and their latency, with and without faults of EC2. */
@Ec2Emulator
class ServeEc2IT {

    private static final String LENT = """
            <DescribeSecurityGroupVpcAssociationsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
              <securityGroupVpcAssociationSet><item><groupId>%s</groupId><vpcId>%s</vpcId><state>associated</state></item>
              </securityGroupVpcAssociationSet></DescribeSecurityGroupVpcAssociationsResponse>""";

    private final Moto moto;
    private final Path folder;
    private final PodVpc vpc;
    private final Proxy proxy;

    ServeEc2IT(Moto moto, @TempDir Path folder) throws IOException {
        this.moto = moto;
        this.folder = folder;
        vpc = PodVpc.build(moto, "serve-" + System.nanoTime());
        proxy = Proxy.before(moto);
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
    }

    @Test
    void anEndpointThatNeverAnswersDelaysNeitherTheStartNorAReview() throws Exception {
        proxy.weather(Proxy.Weather.SILENCE);
        try (ServedVpc server = start()) {
            String review = server.review(vpc.subnet("pods-a"), "3s");

            assertTrue(review.contains("\"allowed\":true"), review);
            assertTrue(review.contains("[subnet-exists] unknown whether"), review);
            assertTrue(server.longestSeconds() < 3, review);
            assertEquals(200, server.management("/q/health/ready").statusCode());
        }
    }

    @Test
    void theVpcIsKnownSoonAfterTheStart() throws Exception {
        try (ServedVpc server = start()) {
            server.untilKnown();
            String denied = server.review(vpc.subnet("nodes-a"), "3s");
            assertTrue(denied.contains("\"allowed\":false"), denied);
            assertTrue(denied.contains("[subnet-cidr]"), denied);

            String metrics = server.management("/q/metrics").body();
            assertTrue(
                    metrics.contains("eniguard_ec2_calls_total{operation=\"DescribeSubnets\",outcome=\"ok\"}"),
                    metrics);
            assertTrue(server.log().contains("EC2: read " + vpc.id() + ": 6 subnets, "), server.log());
        }
    }

    @Test
    void aNewSubnetIsFoundAndAMissingSubnetIsRefused() throws Exception {
        try (ServedVpc server = start()) {
            server.untilKnown();
            String made;
            try (Ec2Client ec2 = moto.ec2()) {
                made = ec2.createSubnet(request -> request.vpcId(vpc.id())
                                .cidrBlock("100.65.64.0/18")
                                .availabilityZone(Moto.REGION + "a"))
                        .subnet()
                        .subnetId();
            }
            String found = server.review(made, "3s");
            assertTrue(found.contains("\"decision\":\"allow\""), found);

            String absent = server.review("subnet-0123456789abcdef0", "3s");
            assertTrue(absent.contains("\"allowed\":false"), absent);
            assertTrue(absent.contains("[subnet-exists] subnet-0123456789abcdef0 is not among"), absent);
        }
    }

    @Test
    void aNewlyAssociatedGroupOfAnotherVpcIsAccepted() throws Exception {
        try (ServedVpc server = start()) {
            server.untilKnown();
            String made;
            try (Ec2Client ec2 = moto.ec2()) {
                String other = ec2.describeSubnets(request -> request.subnetIds(vpc.elsewhere()))
                        .subnets()
                        .get(0)
                        .vpcId();
                made = ec2.createSecurityGroup(request ->
                                request.groupName("lent").description("lent").vpcId(other))
                        .groupId();
            }
            proxy.weather((request, connection) -> connection.answer(
                    request.action().equals("ec2:DescribeSecurityGroupVpcAssociations")
                                    && request.body().contains(made)
                            ? Proxy.Answer.xml(200, LENT.formatted(made, vpc.id()))
                            : connection.ask(request)));
            String review = server.review("us-west-2a", vpc.subnet("pods-a"), made, "3s");
            // The new group has no rules, so security-groups-reach warns.
            assertTrue(review.contains("\"rules\":\"security-groups-reach\""), review);
        }
    }

    @Test
    void aSubnetInANewBlockOfTheVpcIsAccepted() throws Exception {
        try (ServedVpc server = start()) {
            server.untilKnown();
            String made;
            try (Ec2Client ec2 = moto.ec2()) {
                ec2.associateVpcCidrBlock(request -> request.vpcId(vpc.id()).cidrBlock("100.70.0.0/16"));
                made = vpc.addSubnet(ec2, "100.70.0.0/20");
            }
            String review = server.review(made, "3s");
            assertTrue(review.contains("\"decision\":\"allow\""), review);
        }
    }

    /** A subnet in a CIDR block that is not known yet causes a second call, which EC2 never answers. */
    @Test
    void aCallThatStallsHoldsUpLaterLookUpsForSomeSecondsAtMost() throws Exception {
        try (ServedVpc server = start()) {
            server.untilKnown();
            String made;
            try (Ec2Client ec2 = moto.ec2()) {
                ec2.associateVpcCidrBlock(request -> request.vpcId(vpc.id()).cidrBlock("100.70.0.0/16"));
                made = vpc.addSubnet(ec2, "100.70.0.0/20");
            }
            proxy.weather((request, connection) -> (request.action().equals("ec2:DescribeVpcs")
                            ? Proxy.Weather.SILENCE
                            : Proxy.Weather.FAIR)
                    .befall(request, connection));
            long started = System.nanoTime();
            String review = server.review(made, "1s");
            assertTrue(review.contains("EC2 did not answer in time"), review);

            server.until("subnet-0123456789abcdef0", later -> later.contains("\"allowed\":false"));
            Duration took = Duration.ofNanos(System.nanoTime() - started);
            // A single attempt of the AWS client takes up to 10 s.
            assertTrue(took.compareTo(Duration.ofSeconds(9)) < 0, took::toString);
        }
    }

    @Test
    void manyReviewsOfOneIdShareOneCallAndMeetTheirDeadlines() throws Exception {
        try (ServedVpc server = start()) {
            server.untilKnown();
            proxy.weather(Proxy.Weather.SILENCE);
            int before = proxy.actions().size();
            List<CompletableFuture<String>> asked = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                asked.add(CompletableFuture.supplyAsync(() -> unchecked(server, "subnet-0123456789abcdef0")));
            }
            for (CompletableFuture<String> answer : asked) {
                String review = answer.get();
                assertTrue(review.contains("\"allowed\":true"), review);
                assertTrue(review.contains("EC2 did not answer in time"), review);
            }
            assertTrue(server.longestSeconds() < 2);
            // The server makes one look-up, and possibly the calls of a full reading that began in the meantime.
            long lookUps = proxy.actions().stream()
                    .skip(before)
                    .filter("ec2:DescribeSubnets"::equals)
                    .count();
            assertTrue(lookUps <= 2, () -> proxy.actions().toString());
        }
    }

    @Test
    void aSlowAnswerOfEc2CountsForThisReviewOrForALaterOne() throws Exception {
        try (ServedVpc server = start()) {
            server.untilKnown();
            proxy.weather(slowBy(Duration.ofMillis(300)));
            String heard = server.review("subnet-0123456789abcdef0", "5s");
            assertTrue(heard.contains("\"allowed\":false"), heard);

            proxy.weather(slowBy(Duration.ofMillis(2_500)));
            String other = "subnet-0123456789abcdef1";
            String unheard = server.review(other, "1s");
            assertTrue(unheard.contains("\"allowed\":true"), unheard);
            assertTrue(unheard.contains("EC2 did not answer in time"), unheard);
            assertTrue(server.longestSeconds() < 2, unheard);
            server.until(other, review -> review.contains("\"allowed\":false"));
        }
    }

    private static Proxy.Weather slowBy(Duration latency) {
        return (request, connection) -> {
            Thread.sleep(latency.toMillis());
            connection.answer(connection.ask(request));
        };
    }

    @Test
    void readinessNamesThePermissionThatIsMissing() throws Exception {
        proxy.weather((request, connection) -> connection.answer(
                request.action().equals("ec2:DescribeVpcs")
                        ? Proxy.Answer.error(
                                403,
                                "UnauthorizedOperation",
                                "User: arn:aws:iam::123456789012:user/ci is not authorized to perform: ec2:DescribeVpcs")
                        : connection.ask(request)));
        try (ServedVpc server = start()) {
            server.until(vpc.subnet("pods-a"), review -> review.contains("AWS refuses ec2:DescribeVpcs"));
            String ready = server.management("/q/health/ready").body();
            assertTrue(
                    ready.contains("\"VPCs\": \"AWS refuses ec2:DescribeVpcs to arn:aws:iam::123456789012:user/ci\""),
                    ready);
        }
    }

    private ServedVpc start() throws Exception {
        return ServedVpc.start(folder, vpc, proxy);
    }

    private static String unchecked(ServedVpc server, String subnet) {
        try {
            return server.review(subnet, "2s");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
