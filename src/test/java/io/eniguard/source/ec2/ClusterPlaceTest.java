package io.eniguard.source.ec2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.aws.AwsSettings;
import io.eniguard.aws.CallObserver;
import io.eniguard.aws.StandInAws;
import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.cluster.CniSettings;
import io.eniguard.tree.Tree;
import io.eniguard.vpc.EksCluster;
import io.eniguard.vpc.VpcSnapshot;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests the order of the sources of the cluster's name and VPC. */
class ClusterPlaceTest {

    private static final String INSTANCE = """
            <reservationSet><item><instancesSet><item><instanceId>i-0123456789abcdef0</instanceId><vpcId>vpc-of-instance</vpcId>
              <tagSet><item><key>eks:cluster-name</key><value>tagged</value></item></tagSet>
            </item></instancesSet></item></reservationSet>""";

    private final StandInAws aws = StandInAws.start();

    ClusterPlaceTest() throws IOException {}

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void theEnvironmentOfAwsNodeNamesTheVpcOfAClusterWithoutNodes() {
        VpcSnapshot read = read(AwsSettings.NONE, awsNode("", "vpc-of-aws-node"));

        assertEquals(Optional.of("vpc-of-aws-node"), read.clusterVpcId());
        assertFalse(aws.requests().contains("DescribeCluster"), aws.requests()::toString);
    }

    @Test
    void eksDescribesTheClusterThatAwsNodeNames() {
        describeCluster("vpc-of-eks");
        VpcSnapshot read = read(AwsSettings.NONE, awsNode("demo", "vpc-of-aws-node"));

        assertEquals(Optional.of("demo"), read.cluster().flatMap(EksCluster::name));
        assertEquals(Optional.of("vpc-of-eks"), read.clusterVpcId());
    }

    @Test
    void aNodesInstanceComesBeforeTheEnvironmentOfAwsNode() {
        aws.answer("DescribeInstances", INSTANCE);
        VpcSnapshot read = read(
                AwsSettings.NONE,
                ClusterSnapshot.builder()
                        .cni(cni("demo", "vpc-of-aws-node"))
                        .nodes(List.of(ClusterNode.from(Tree.of(Map.of(
                                "metadata",
                                Map.of("name", "node-1"),
                                "spec",
                                Map.of("providerID", "aws:///us-west-2a/i-0123456789abcdef0"))))))
                        .build());

        assertEquals(Optional.of("vpc-of-instance"), read.clusterVpcId());
    }

    @Test
    void optionsComeBeforeTheEnvironmentOfAwsNode() {
        describeCluster("vpc-of-eks");
        VpcSnapshot read = read(
                new AwsSettings(Optional.empty(), Optional.of("vpc-of-option"), Optional.of("of-option")),
                awsNode("demo", "vpc-of-aws-node"));

        assertEquals(Optional.of("vpc-of-option"), read.clusterVpcId());
        assertTrue(aws.paths().contains("/clusters/of-option"), aws.paths()::toString);
    }

    private void describeCluster(String vpc) {
        aws.answer(
                "DescribeCluster",
                "{\"cluster\": {\"name\": \"demo\", \"resourcesVpcConfig\": {\"vpcId\": \"%s\"}}}".formatted(vpc));
    }

    private static ClusterSnapshot awsNode(String name, String vpc) {
        return ClusterSnapshot.builder().cni(cni(name, vpc)).build();
    }

    private static CniSettings cni(String name, String vpc) {
        return new CniSettings(Map.of("CLUSTER_NAME", name, "VPC_ID", vpc), false);
    }

    private VpcSnapshot read(AwsSettings settings, ClusterSnapshot cluster) {
        AwsSettings here = new AwsSettings(Optional.of("us-west-2"), settings.vpcId(), settings.clusterName());
        try (VpcReader reader = new VpcReader(here, CallObserver.NOBODY, aws.access(), Clock.systemUTC())) {
            return reader.read(Wanted.by(cluster)).snapshot();
        }
    }
}
