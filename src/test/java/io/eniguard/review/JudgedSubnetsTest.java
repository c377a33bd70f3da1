package io.eniguard.review;

import static io.eniguard.review.Manifests.eniConfig;
import static io.eniguard.review.Manifests.world;
import static io.eniguard.review.Manifests.yaml;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.tree.Tree;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that a fix names the other subnet of the zone only if every rule accepts it. */
class JudgedSubnetsTest {

    private static final String UNAVAILABLE = "subnet-0000000000000000a";
    private static final String OTHER = "subnet-0000000000000000b";

    private static final Tree ENI_CONFIG =
            eniConfig("us-west-2a", "{subnet: %s, securityGroups: [sg-0000000000000000a]}".formatted(UNAVAILABLE));

    private static final Tree AWS_NODE = yaml("""
            apiVersion: apps/v1
            kind: DaemonSet
            metadata: {name: aws-node, namespace: kube-system}
            spec:
              template:
                spec:
                  containers:
                    - name: aws-node
                      image: 602401143452.dkr.ecr.us-west-2.amazonaws.com/amazon-k8s-cni:v1.23.1
                      env:
                        - {name: AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG, value: "true"}
                        - {name: AWS_VPC_K8S_CNI_EXTERNALSNAT, value: "true"}
                        - {name: CLUSTER_NAME, value: blue}
            """);

    /** The ENIConfig's subnet is unavailable. The other subnet of the zone is fit, but each test can add a fault to it. */
    private static final String VPC = """
            Vpcs:
              - VpcId: vpc-0000000000000000a
                CidrBlock: 10.0.0.0/16
                CidrBlockAssociationSet:
                  - {CidrBlock: 10.0.0.0/16, CidrBlockState: {State: associated}}
                  - {CidrBlock: 100.64.0.0/17, CidrBlockState: {State: associated}}
                  - {CidrBlock: 100.64.128.0/17, CidrBlockState: {State: disassociating}}
                  - {CidrBlock: 198.19.0.0/16, CidrBlockState: {State: associated}}
            Subnets:
              - {SubnetId: %s, VpcId: VPC-OF-THE-FIRST, CidrBlock: 100.64.0.0/19, AvailabilityZone: us-west-2a, State: unavailable, AvailableIpAddressCount: 8000}
              - SubnetId: %s
                VpcId: vpc-0000000000000000a
                CidrBlock: 100.64.32.0/19
                AvailabilityZone: us-west-2a
                State: available
                AvailableIpAddressCount: 8000
                Tags: [{Key: Name, Value: pods-a}]
            SecurityGroups: [{GroupId: sg-0000000000000000a, VpcId: vpc-0000000000000000a}]
            SecurityGroupVpcAssociations: []
            RouteTables:
              - RouteTableId: rtb-0000000000000000a
                VpcId: vpc-0000000000000000a
                Associations: [{Main: true, AssociationState: {State: associated}}]
                Routes: [{DestinationCidrBlock: 0.0.0.0/0, NatGatewayId: nat-0000000000000000a, State: active}]
            cluster:
              name: blue
              resourcesVpcConfig: {vpcId: vpc-0000000000000000a}
              kubernetesNetworkConfig: {serviceIpv4Cidr: 172.20.0.0/16, ipFamily: ipv4}
              remoteNetworkConfig: {remoteNodeNetworks: [{cidrs: [100.64.96.0/24]}]}
            """.formatted(UNAVAILABLE, OTHER);

    private static List<String> fixes(String vpc) {
        return new Reviewer()
                .review(ReviewRequest.create(ENI_CONFIG), world(vpc, AWS_NODE)).findings().stream()
                        .filter(judged -> judged.finding().field().equals("spec.subnet"))
                        .map(judged -> judged.finding().fix())
                        .toList();
    }

    private static String inOneVpc(String vpc) {
        return vpc.replace("VPC-OF-THE-FIRST", "vpc-0000000000000000a");
    }

    @Test
    void aFitSubnetIsNamed() {
        assertEquals(List.of("name " + OTHER + " (100.64.32.0/19, us-west-2a)"), fixes(inOneVpc(VPC)));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
            CidrBlock: 100.64.32.0/19             | CidrBlock: 100.64.128.0/19
            CidrBlock: 100.64.32.0/19             | CidrBlock: 100.64.96.0/19
            CidrBlock: 100.64.32.0/19             | CidrBlock: 198.19.32.0/19
            CidrBlock: 100.64.32.0/19             | CidrBlock: 10.0.32.0/19
            CidrBlock: 100.64.32.0/19             | Ipv6Native: true
            {Key: Name, Value: pods-a}            | {Key: kubernetes.io/role/cni, Value: "0"}
            {Key: Name, Value: pods-a}            | {Key: kubernetes.io/role/cni, Value: "1"}, {Key: cni.networking.k8s.aws/cluster/red, Value: shared}
            State: available                      | State: pending
            AvailableIpAddressCount: 8000         | AvailableIpAddressCount: 9
            NatGatewayId: nat-0000000000000000a   | GatewayId: igw-0000000000000000a
            """)
    void aSubnetWithAFaultIsNotNamed(String right, String wrong) {
        String vpc = inOneVpc(VPC);
        assertTrue(vpc.contains(right));
        assertFalse(fixes(vpc.replace(right, wrong)).isEmpty());
        assertFalse(fixes(vpc.replace(right, wrong)).toString().contains(OTHER));
    }

    /** The other subnet belongs to the cluster's VPC, but the ENIConfig's security group can be used only in the first subnet's VPC. */
    @Test
    void aSubnetInAnotherVpcThanTheGroupsIsNotNamed() {
        String vpc = VPC.replace("VPC-OF-THE-FIRST", "vpc-0000000000000000b")
                .replace(
                        "GroupId: sg-0000000000000000a, VpcId: vpc-0000000000000000a",
                        "GroupId: sg-0000000000000000a, VpcId: vpc-0000000000000000b");
        assertFalse(fixes(vpc).isEmpty());
        assertFalse(fixes(vpc).toString().contains(OTHER));
    }

    /** The ENIConfig's id has a typing error and resembles only the id of a subnet for nodes. */
    @Test
    void aSimilarIdOfAnUnfitSubnetIsNotNamed() {
        String other = "subnet-00000000bbbbbbbb0";
        String vpc = inOneVpc(VPC)
                .replace(OTHER, other)
                .replace(UNAVAILABLE, "subnet-0000000000000000c")
                .replace("100.64.0.0/19", "10.0.0.0/19");
        assertEquals(List.of("check the id; did you mean " + other + " (100.64.32.0/19, us-west-2a)?"), fixes(vpc));
    }
}
