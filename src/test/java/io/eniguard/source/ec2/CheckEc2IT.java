package io.eniguard.source.ec2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.localkube.CommandOutput;
import io.eniguard.server.Build;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** Tests {@code check --vpc ec2} in a process that gets only the environment variables of the AWS SDK. */
@Ec2Emulator
class CheckEc2IT {

    private final Moto moto;
    private final Path folder;
    private final PodVpc vpc;
    private final Proxy proxy;

    CheckEc2IT(Moto moto, @TempDir Path folder) throws IOException {
        this.moto = moto;
        this.folder = folder;
        vpc = PodVpc.build(moto, "check-" + System.nanoTime());
        proxy = Proxy.before(moto);
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
    }

    @Test
    void theSameWorldInEc2AndInAFileGivesTheSameVerdicts() throws Exception {
        Path manifests = Files.writeString(
                folder.resolve("eniconfigs.yaml"),
                String.join(
                        "\n---\n",
                        eniConfig("us-west-2a", vpc.subnet("pods-a"), vpc.podGroup()),
                        eniConfig("us-west-2b", vpc.subnet("pods-c"), vpc.podGroup()),
                        eniConfig("us-west-2c", vpc.subnet("nodes-c"), vpc.podGroup()),
                        eniConfig("of-another-vpc", vpc.elsewhere(), vpc.podGroup()),
                        eniConfig("typing-slip", "subnet-0123456789abcdef0", "sg-0123456789abcdef0")));
        Path file = folder.resolve("vpc.json");
        Boto.describe(proxy.endpoint(), vpc, file);

        CommandOutput live = eniguard(
                access(),
                "-o",
                "json",
                "--vpc",
                "ec2",
                "--cluster-name",
                vpc.cluster(),
                "--vpc-id",
                vpc.id(),
                manifests.toString());
        CommandOutput read =
                eniguard(Map.of(), "-o", "json", "--vpc", file.toString(), "--vpc-id", vpc.id(), manifests.toString());

        assertEquals(1, live.exitCode(), live::err);
        assertEquals(withoutSource(read.out()), withoutSource(live.out()));
        for (String rule : List.of("subnet-zone", "subnet-cidr", "subnet-vpc", "subnet-exists", "security-groups")) {
            assertTrue(live.out().contains("\"" + rule + "\""), live::out);
        }
        assertTrue(live.out().contains("(EC2, "), live::out);
    }

    /** The subnet has four /28 blocks: the first and the last are never available, one is in use, and one is reserved. */
    @Test
    void prefixesReservationsAndTheNodesOwnInterfacesCountTheSame() throws Exception {
        String small;
        try (Ec2Client ec2 = moto.ec2()) {
            small = vpc.addSubnet(ec2, "100.65.64.0/26");
            ec2.createSubnetCidrReservation(request ->
                    request.subnetId(small).reservationType("explicit").cidr("100.65.64.32/28"));
            vpc.addPodInterface(ec2, small, 1, "100.65.64.16/28");
            // No ENIConfig names this subnet any more.
            vpc.addPodInterface(ec2, vpc.subnet("pods-a"), 2, "100.64.0.16/28");
        }
        Path cluster = cluster(small);
        Path file = folder.resolve("vpc.json");
        Boto.describe(proxy.endpoint(), vpc, file);

        CommandOutput live = eniguard(access(), "-o", "json", "--vpc", "ec2", "--cluster", cluster.toString());
        CommandOutput read =
                eniguard(Map.of(), "-o", "json", "--vpc", file.toString(), "--cluster", cluster.toString());

        assertEquals(0, live.exitCode(), live::err);
        assertEquals(withoutSource(read.out()), withoutSource(live.out()));
        assertTrue(live.out().contains(small + " has no usable /28 block, although "), live::out);
        assertTrue(live.out().contains("is in " + vpc.subnet("pods-a") + ", not in " + small), live::out);
    }

    @Test
    void natGatewaysPeersAndTheirRoutesAreJudgedTheSame() throws Exception {
        try (Ec2Client ec2 = moto.ec2()) {
            String gateway = vpc.addNatGateway(ec2, vpc.subnet("nodes-b"));
            vpc.addPeer(ec2, "100.80.0.0/16");
            vpc.addRoutes(ec2, vpc.subnet("pods-a"), gateway, "10.40.0.0/16", vpc.addPeer(ec2, "10.40.0.0/16"));
        }
        Path cluster = cluster(vpc.subnet("pods-a"));
        Path settings = cluster.resolve("aws-node.yaml");
        Files.writeString(
                settings,
                Files.readString(settings)
                        .replace(
                                "AWS_VPC_K8S_CNI_EXTERNALSNAT, value: \"false\"",
                                "AWS_VPC_K8S_CNI_EXTERNALSNAT, value: \"true\""));
        Path file = folder.resolve("vpc.json");
        Boto.describe(proxy.endpoint(), vpc, file);

        CommandOutput live = eniguard(access(), "-o", "json", "--vpc", "ec2", "--cluster", cluster.toString());
        CommandOutput read =
                eniguard(Map.of(), "-o", "json", "--vpc", file.toString(), "--cluster", cluster.toString());

        assertEquals(0, live.exitCode(), live::err);
        assertEquals(withoutSource(read.out()), withoutSource(live.out()));
        assertTrue(live.out().contains(" sends 10.40.0.0/16 untranslated to pcx-"), live::out);
        assertTrue(live.out().contains(" of us-west-2b, another zone"), live::out);
        assertTrue(live.out().contains("shares 100.64.0.0/10 with another use: the peered vpc-"), live::out);
        assertTrue(live.out().contains(" has 100.80.0.0/16"), live::out);
    }

    @Test
    void aSnapshotContainsReservationsOfSubnetsWithoutAnEniConfig() throws Exception {
        String unnamed;
        try (Ec2Client ec2 = moto.ec2()) {
            unnamed = vpc.addSubnet(ec2, "100.65.65.0/26");
            for (String block : List.of("100.65.65.16/28", "100.65.65.32/28")) {
                ec2.createSubnetCidrReservation(request ->
                        request.subnetId(unnamed).reservationType("explicit").cidr(block));
            }
        }
        Path saved = snapshot("vpc.json");

        CommandOutput run = eniguard(
                Map.of(),
                "--vpc",
                saved.toString(),
                "--cluster",
                cluster(unnamed).toString());

        assertTrue(run.out().contains(unnamed + " has no usable /28 block, although "), run::out);
    }

    /** A cluster whose node claims to be in another zone than its instance. */
    private Path cluster(String subnet) throws IOException {
        Path cluster = Files.createDirectory(folder.resolve("cluster"));
        Files.writeString(
                cluster.resolve("aws-node.yaml"),
                Files.readString(Path.of("examples/cluster/aws-node.yaml"))
                        .replace(
                                "ENABLE_PREFIX_DELEGATION, value: \"false\"",
                                "ENABLE_PREFIX_DELEGATION, value: \"true\""));
        Files.writeString(cluster.resolve("eniconfig.yaml"), eniConfig("us-west-2a", subnet, vpc.podGroup()));
        Files.writeString(cluster.resolve("node.yaml"), """
                apiVersion: v1
                kind: Node
                metadata:
                  name: node-1
                  labels: {k8s.amazonaws.com/eniConfig: us-west-2a, topology.kubernetes.io/zone: us-west-2b}
                spec: {providerID: "aws:///us-west-2b/%s"}
                """.formatted(vpc.nodeInstance()));
        return cluster;
    }

    @Test
    void aSavedSnapshotGivesTheSameVerdicts() throws Exception {
        Path first = snapshot("first/vpc.json");
        Path second = snapshot("second/vpc.json");
        assertEquals(Files.readString(first), Files.readString(second));

        CommandOutput live = eniguard(
                access(),
                "-o",
                "json",
                "--vpc",
                "ec2",
                "--vpc-id",
                vpc.id(),
                "--cluster-name",
                vpc.cluster(),
                good().toString());
        CommandOutput read = eniguard(Map.of(), "-o", "json", "--vpc", first.toString(), good().toString());
        assertEquals(withoutSource(live.out()), withoutSource(read.out()));
        assertTrue(Files.readString(first).contains("\"SecurityGroupVpcAssociations\""));
    }

    private Path snapshot(String name) throws Exception {
        Path file = folder.resolve(name);
        CommandOutput saved = Build.asked()
                .run(
                        access(),
                        List.of(
                                "snapshot",
                                "--vpc",
                                "ec2",
                                "--vpc-id",
                                vpc.id(),
                                "--cluster-name",
                                vpc.cluster(),
                                "-o",
                                file.toString()));
        assertEquals(0, saved.exitCode(), saved::err);
        return file;
    }

    /** A reader of an incomplete snapshot would treat the missing subnets as deleted. */
    @Test
    void anIncompleteListIsNotSaved() throws Exception {
        proxy.weather((request, connection) -> {
            Proxy.Answer answer = connection.ask(request);
            if (!request.action().equals("ec2:DescribeSubnets")) {
                connection.answer(answer);
            } else if (request.body().contains("NextToken=")) {
                connection.answer(Proxy.Answer.error(503, "RequestLimitExceeded", "Request limit exceeded."));
            } else {
                connection.answer(Proxy.Answer.xml(
                        200, answer.body().replace("</subnetSet>", "</subnetSet><nextToken>more</nextToken>")));
            }
        });
        String saved = Files.readString(snapshot("half.json"));

        assertFalse(saved.contains("\"Subnets\""), saved);
        assertFalse(saved.contains("\"NetworkInterfaces\""), saved);
        assertTrue(saved.contains("\"Vpcs\""), saved);
    }

    @Test
    void withoutOnePermissionTheOtherFactsAreUsed() throws Exception {
        refuse("ec2:DescribeSecurityGroups");
        CommandOutput run = eniguard(access(), "--vpc", "ec2", "--cluster-name", vpc.cluster(), good().toString());

        assertEquals(0, run.exitCode(), run::out);
        assertTrue(
                run.err()
                        .contains("ec2: AWS refuses ec2:DescribeSecurityGroups to arn:aws:iam::123456789012:user/ci\n"),
                run::err);
        assertTrue(run.out().contains("[security-groups] unknown whether"), run::out);
    }

    @Test
    void withoutAnyPermissionNothingIsReviewed() throws Exception {
        refuse("");
        CommandOutput run = eniguard(access(), "--vpc", "ec2", "--cluster-name", vpc.cluster(), good().toString());

        assertEquals(2, run.exitCode(), run::out);
        assertEquals("", run.out());
        assertTrue(
                run.err().contains("ec2: AWS refuses ec2:DescribeSubnets to arn:aws:iam::123456789012:user/ci\n"),
                run::err);
    }

    @Test
    void withoutCredentialsNothingIsReviewed() throws Exception {
        Map<String, String> environment = new TreeMap<>(access());
        environment.remove("AWS_ACCESS_KEY_ID");
        CommandOutput run = eniguard(environment, "--vpc", "ec2", good().toString());

        assertEquals(2, run.exitCode(), run::out);
        assertEquals("", run.out());
        assertTrue(run.err().startsWith("ec2: no AWS credentials: "), run::err);
    }

    @Test
    void withoutARegionNothingIsReviewed() throws Exception {
        Map<String, String> environment = new TreeMap<>(access());
        environment.remove("AWS_REGION");
        CommandOutput run = eniguard(environment, "--vpc", "ec2", good().toString());

        assertEquals(2, run.exitCode(), run::out);
        assertEquals(
                "ec2: AWS region unknown. Fix: set --region or AWS_REGION",
                run.err().strip());
    }

    /**
     * Makes EC2 refuse calls.
     *
     * @param action the action to refuse; empty to refuse all actions
     */
    private void refuse(String action) {
        proxy.weather((request, connection) -> {
            if (request.action().startsWith(action)) {
                connection.answer(Proxy.Answer.error(
                        403,
                        "UnauthorizedOperation",
                        "User: arn:aws:iam::123456789012:user/ci is not authorized to perform: " + request.action()));
            } else {
                connection.answer(connection.ask(request));
            }
        });
    }

    private Path good() throws IOException {
        return Files.writeString(
                folder.resolve("good.yaml"), eniConfig("us-west-2a", vpc.subnet("pods-a"), vpc.podGroup()));
    }

    private static String eniConfig(String name, String subnet, String group) {
        return """
                apiVersion: crd.k8s.amazonaws.com/v1alpha1
                kind: ENIConfig
                metadata: {name: %s}
                spec: {subnet: %s, securityGroups: [%s]}
                """.formatted(name, subnet, group);
    }

    private Map<String, String> access() {
        return Map.of(
                "AWS_ENDPOINT_URL", proxy.endpoint().toString(),
                "AWS_REGION", Moto.REGION,
                "AWS_ACCESS_KEY_ID", "test",
                "AWS_SECRET_ACCESS_KEY", "test",
                "AWS_EC2_METADATA_DISABLED", "true");
    }

    /** Removes the source and the age of the facts, which are the only differences between the two reports. */
    private static String withoutSource(String report) {
        return report.replaceAll("\\((EC2, \\d+ s ago|[^()]*vpc\\.json)\\)", "(SOURCE)");
    }

    private static CommandOutput eniguard(Map<String, String> environment, String... arguments) throws Exception {
        List<String> check = new ArrayList<>(List.of("check"));
        check.addAll(List.of(arguments));
        return Build.asked().run(environment, check);
    }
}
