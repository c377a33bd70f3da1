package io.eniguard.review;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.review.LabelCatchUp.LateLabel;
import io.eniguard.review.LabelCatchUp.NodeLabel;
import io.eniguard.tree.Tree;
import io.eniguard.world.World;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the decision with the texts of real kubelets, and the reasons. {@link LabelCatchUpPropertiesTest} tests the combinations. */
class LabelCatchUpTest {

    private static final Optional<NodeLabel> LABEL =
            Optional.of(new NodeLabel("k8s.amazonaws.com/eniConfig", "us-west-2a"));

    private static final String SUBNETS = """
            Subnets:
            - {SubnetId: subnet-0a1b2c3d4e5f60718, VpcId: vpc-01, CidrBlock: 100.64.0.0/19, AvailabilityZone: us-west-2a, State: available, AvailableIpAddressCount: %d}
            """;
    private static final String VPC = SUBNETS.formatted(8000);

    private static final Tree ENI_CONFIG = Manifests.eniConfig(
            "us-west-2a", "{subnet: subnet-0a1b2c3d4e5f60718, securityGroups: [sg-0123456789abcdef0]}");

    private static final Tree STUCK = node("False", """
            container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized""");

    private final LabelCatchUp catchUp = new LabelCatchUp();

    private static Tree node(String status, String message) {
        return Manifests.yaml(
                """
                apiVersion: v1
                kind: Node
                metadata:
                  name: ip-10-20-0-9.us-west-2.compute.internal
                  labels: {kubernetes.io/os: linux, kubernetes.io/arch: amd64, topology.kubernetes.io/zone: us-west-2a}
                  annotations: {node.alpha.kubernetes.io/ttl: '0'}
                spec:
                  providerID: aws:///us-west-2a/i-0123456789abcdef0
                  taints: [{key: node.kubernetes.io/not-ready, effect: NoSchedule}]
                status:
                  capacity: {pods: '29'}
                  conditions:
                  - {type: MemoryPressure, status: 'False', reason: KubeletHasSufficientMemory, message: kubelet has sufficient memory available}
                  - {type: DiskPressure, status: 'False', reason: KubeletHasNoDiskPressure, message: kubelet has no disk pressure}
                  - {type: PIDPressure, status: 'False', reason: KubeletHasSufficientPID, message: kubelet has sufficient PID available}
                  - type: Ready
                    status: '%s'
                    reason: %s
                    message: "%s"
                """.formatted(status, status.equals("True") ? "KubeletReady" : "KubeletNotReady", message));
    }

    private static World world(String vpc, Tree... cluster) {
        return Manifests.world(
                vpc, Stream.concat(Stream.of(STUCK), Stream.of(cluster)).toArray(Tree[]::new));
    }

    private static World world() {
        return world(VPC, Manifests.yaml(Manifests.AWS_NODE), ENI_CONFIG);
    }

    private LateLabel decide(Tree node, World world) {
        return catchUp.decide(ClusterNode.from(node), world);
    }

    // The messages are from kubelets with containerd, CRI-O and dockershim, found in public issues.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            False | container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized
            False | runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized
            False | runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:docker: network plugin is not ready: cni config uninitialized
            False | [container runtime is down, runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:docker: network plugin is not ready: cni config uninitialized]
            False | container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: No CNI configuration file in /etc/kubernetes/cni/net.d/. Has your network provider started?
            False | [container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized, CSINode is not yet initialized]
            """)
    void aNodeThatWaitsForItsNetworkGetsTheLabel(String status, String message) {
        assertEquals(LABEL, decide(node(status, message), world()).label());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            True    | kubelet is posting ready status
            True    | kubelet is posting ready status. AppArmor enabled
            Unknown | Kubelet stopped posting node status.
            False   | PLEG is not healthy: pleg was last seen active 3m6.5s ago; threshold is 3m0s
            False   | [container runtime is down, PLEG is not healthy: pleg has yet to be successful]
            False   | CSINode is not yet initialized
            False   | node is shutting down
            """)
    void anyOtherNodeIsLeftAlone(String status, String message) {
        assertEquals(
                new LateLabel(Optional.empty(), "the node does not report that its network is missing"),
                decide(node(status, message), world()));
    }

    @Test
    void theLabelIsThatOfANewNode() {
        World world = world(
                VPC + """
                - {SubnetId: subnet-0a1b2c3d4e5f60719, VpcId: vpc-01, CidrBlock: 100.64.32.0/19, AvailabilityZone: us-west-2a, State: available, AvailableIpAddressCount: 7000}
                """,
                Manifests.yaml(Manifests.AWS_NODE),
                ENI_CONFIG,
                Manifests.eniConfig(
                        "other", "{subnet: subnet-0a1b2c3d4e5f60719, securityGroups: [sg-0123456789abcdef0]}"));
        for (int number = 0; number < 100; number++) {
            String name = "node-" + number;
            Tree node = Patch.set(STUCK, name, "metadata", "name").applyTo(STUCK);
            Patch ofNewNode =
                    new Reviewer().mutate(ReviewRequest.create(node), world).patch();
            assertEquals(
                    Optional.of(ofNewNode.operations().get(0).value()),
                    decide(node, world).label().map(NodeLabel::eniConfig),
                    name);
        }
    }

    @Test
    void aPolicyThatTurnsTheRuleOffAlsoTurnsTheLabelOff() {
        World world = world().withPolicies(PolicyWorlds.worldWith("{rules: [{id: node-eniconfig, action: Off}]}")
                .policies());
        assertEquals(
                new LateLabel(Optional.empty(), "a policy turns node-eniconfig off for the node"),
                decide(STUCK, world));
    }

    @Test
    void unknownSettingsOfAwsNodeAreAReason() {
        assertEquals(
                new LateLabel(Optional.empty(), "the settings of aws-node are unknown"),
                decide(STUCK, world(VPC, ENI_CONFIG)));
    }

    @Test
    void aZoneWithoutAnEniConfigIsAReason() {
        assertEquals(
                new LateLabel(Optional.empty(), "no fit ENIConfig serves the zone of the node"),
                decide(STUCK, world(VPC, Manifests.yaml(Manifests.AWS_NODE))));
    }

    @Test
    void theEniConfigDefaultIsAReason() {
        assertEquals(
                new LateLabel(Optional.empty(), "the ENIConfig \"default\" serves the node"),
                decide(
                        STUCK,
                        world(
                                VPC,
                                Manifests.yaml(Manifests.AWS_NODE),
                                ENI_CONFIG,
                                Manifests.eniConfig("default", "{subnet: subnet-0a1b2c3d4e5f60718}"))));
    }

    @Test
    void theReasonMentionsAnExhaustedSubnet() {
        assertEquals(
                new LateLabel(
                        LABEL,
                        "the node waits for its network and names no ENIConfig; the pod subnets of its zone (ENIConfig us-west-2a)"
                                + " have no free addresses"),
                decide(STUCK, world(SUBNETS.formatted(0), Manifests.yaml(Manifests.AWS_NODE), ENI_CONFIG)));
    }
}
