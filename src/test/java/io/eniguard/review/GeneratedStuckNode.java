package io.eniguard.review;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.policy.Parameters;
import io.eniguard.source.file.VpcDocument;
import io.eniguard.tree.Tree;
import io.eniguard.world.InstanceFacts;
import io.eniguard.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * A node and a cluster for the tests of {@link LabelCatchUp}, as the names of its properties. Each property is an independent choice. About
 * three of four choices are the first value, with which a node gets a label, so that single obstacles also occur.
 *
 * @param interfaces the known interfaces of the node's instance
 * @param ec2 the facts about the instance
 */
record GeneratedStuckNode(
        Condition condition,
        String keyLabel,
        String externalLabel,
        String annotation,
        String os,
        String arch,
        String computeType,
        String providerId,
        String taint,
        Interfaces interfaces,
        String ec2,
        Cni cni,
        List<String> eniConfigs,
        boolean mayHaveMoreEniConfigs) {

    static final String ABSENT = "absent";
    static final String INSTANCE = "i-0123456789abcdef0";

    /** The condition Ready of the node, as YAML in a list of conditions. */
    enum Condition {
        CONTAINERD(
                "{type: Ready, status: 'False', reason: KubeletNotReady, message: 'container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized'}"),
        SEVERAL_REASONS(
                "{type: Ready, status: 'False', reason: KubeletNotReady, message: '[container runtime status check may not have completed yet, container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized]'}"),
        DOCKERSHIM(
                "{type: Ready, status: 'False', reason: KubeletNotReady, message: 'runtime network not ready: docker: network plugin is not ready: cni config uninitialized'}"),
        UNKNOWN_STATUS(
                "{type: Ready, status: Unknown, message: 'Network plugin returns error: cni plugin not initialized'}"),
        AFTER_ANOTHER(
                "{type: MemoryPressure, status: 'True'}, {type: Ready, status: 'False', message: NetworkPluginNotReady}"),
        READY("{type: Ready, status: 'True', reason: KubeletReady, message: kubelet is posting ready status}"),
        READY_WITH_OLD_MESSAGE("{type: Ready, status: 'True', message: 'cni plugin not initialized'}"),
        NONE(""),
        OTHER_CONDITION("{type: NetworkUnavailable, status: 'False', message: 'cni plugin not initialized'}"),
        OTHER_REASON("{type: Ready, status: 'False', reason: KubeletNotReady, message: PLEG is not healthy}"),
        IN_REASON_ONLY("{type: Ready, status: 'False', reason: NetworkPluginNotReady, message: not ready}"),
        NO_MESSAGE("{type: Ready, status: 'False'}"),
        SILENT(
                "{type: Ready, status: Unknown, reason: NodeStatusUnknown, message: Kubelet stopped posting node status.}"),
        TWICE(
                "{type: Ready, status: 'False', message: 'cni plugin not initialized'}, {type: Ready, status: 'True', message: ok}"),
        NO_MAPPING("Ready");

        final String yaml;

        Condition(String yaml) {
            this.yaml = yaml;
        }
    }

    /** The network interfaces in the facts about the VPC. */
    enum Interfaces {
        PRIMARY(
                "{%s, Attachment: {InstanceId: %s, DeviceIndex: 0}, PrivateIpAddresses: [{PrivateIpAddress: 10.20.0.9}]}"),
        UNKNOWN(""),
        NONE("[]"),
        OF_ANOTHER_NODE(
                "{%s, Description: aws-K8S-i-0fff, Attachment: {InstanceId: i-0ffffffffffffffff, DeviceIndex: 1}}"),
        OF_MULTUS("{%s, Description: multus, Attachment: {InstanceId: %s, DeviceIndex: 1}}"),
        OF_THE_CNI("{%s, Description: aws-K8S-" + INSTANCE + ", Attachment: {InstanceId: %s, DeviceIndex: 1}}"),
        TRUNK("{%s, Description: aws-k8s-trunk-eni, Attachment: {InstanceId: %s, DeviceIndex: 2}}"),
        WITHOUT_DESCRIPTION("{%s, Attachment: {InstanceId: %s, DeviceIndex: 1}}"),
        PODS_ON_PRIMARY(
                "{%s, Attachment: {InstanceId: %s, DeviceIndex: 0}, PrivateIpAddresses: [{PrivateIpAddress: 10.20.0.9}, {PrivateIpAddress: 10.20.0.10}]}");

        private final String yaml;

        Interfaces(String yaml) {
            this.yaml = yaml;
        }

        private String part() {
            String common = "NetworkInterfaceId: eni-0123456789abcdef0, SubnetId: subnet-0a1b2c3d4e5f60719";
            return switch (this) {
                case UNKNOWN -> "";
                case NONE -> "NetworkInterfaces: []\n";
                default -> "NetworkInterfaces: [%s]%n".formatted(yaml.formatted(common, INSTANCE));
            };
        }
    }

    /** The settings of aws-node. */
    enum Cni {
        ON("env: [{name: AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG, value: 'true'}]", ""),
        OWN_KEYS(
                "env: [{name: AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG, value: 'true'}, {name: ENI_CONFIG_LABEL_DEF, value: example.com/pods}, {name: ENI_CONFIG_ANNOTATION_DEF, value: example.com/note}]",
                ""),
        ZONE_LABEL(
                "env: [{name: AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG, value: 'true'}, {name: ENI_CONFIG_LABEL_DEF, value: topology.kubernetes.io/zone}]",
                ""),
        OFF("env: [{name: AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG, value: 'false'}]", ""),
        UNSET("env: []", ""),
        ELSEWHERE(
                "env: [{name: AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG, value: 'true'}, {name: ENI_CONFIG_LABEL_DEF, valueFrom: {configMapKeyRef: {name: a, key: b}}}]",
                ""),
        ON_NO_NODE(
                "env: [{name: AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG, value: 'true'}]",
                "nodeSelector: {io.example/no: node}, "),
        MISSING("", "");

        private final String container;
        private final String pod;

        Cni(String container, String pod) {
            this.container = container;
            this.pod = pod;
        }

        String labelKey() {
            return this == OWN_KEYS ? "example.com/pods" : "k8s.amazonaws.com/eniConfig";
        }

        String annotationKey() {
            return this == OWN_KEYS ? "example.com/note" : "k8s.amazonaws.com/eniConfig";
        }

        private Stream<Tree> daemonSet() {
            return this == MISSING ? Stream.empty() : Stream.of(Manifests.yaml("""
                    apiVersion: apps/v1
                    kind: DaemonSet
                    metadata: {name: aws-node, namespace: kube-system}
                    spec: {template: {spec: {%scontainers: [{name: aws-node, %s}]}}}
                    """.formatted(pod, container)));
        }
    }

    static GeneratedStuckNode of(SplittableRandom random) {
        Cni cni = choice(random, Cni.values());
        List<String> eniConfigs = new ArrayList<>();
        for (String name : List.of("us-west-2a", "us-west-2a-other")) {
            if (random.nextInt(4) > 0) {
                eniConfigs.add(name);
            }
        }
        for (String name : List.of("us-west-2b", "us-west-2a-private", "default")) {
            if (random.nextInt(8) == 0) {
                eniConfigs.add(name);
            }
        }
        return new GeneratedStuckNode(
                choice(random, Condition.values()),
                choice(random, ABSENT, "us-west-2a", "us-west-2b", "gone", ""),
                choice(random, ABSENT, "us-west-2a", ""),
                choice(random, ABSENT, "us-west-2b", ""),
                choice(random, "linux", ABSENT, "windows"),
                choice(random, "amd64", ABSENT, "arm64", "s390x"),
                choice(random, ABSENT, "ec2", "auto", "fargate", "hybrid"),
                choice(
                        random,
                        "aws:///us-west-2a/" + INSTANCE,
                        "aws:///us-west-2b/" + INSTANCE,
                        "aws:///us-west-2z/" + INSTANCE,
                        "aws:////" + INSTANCE,
                        "eks-hybrid:///us-west-2/green/mi-1",
                        "aws:///us-west-2a/0a/fargate-ip-10-0-0-1",
                        ABSENT),
                choice(random, "node.kubernetes.io/not-ready", ABSENT, "dedicated"),
                choice(random, Interfaces.values()),
                choice(random, "unknown", "us-west-2a", "us-west-2b"),
                cni,
                eniConfigs,
                random.nextInt(16) == 0);
    }

    @SafeVarargs
    private static <T> T choice(SplittableRandom random, T... values) {
        return random.nextInt(4) > 0 ? values[0] : values[random.nextInt(values.length)];
    }

    private String metadata() {
        List<String> labels = new ArrayList<>();
        add(labels, cni.labelKey(), keyLabel);
        add(labels, "vpc.amazonaws.com/externalEniConfig", externalLabel);
        add(labels, "kubernetes.io/os", os);
        add(labels, "kubernetes.io/arch", arch);
        add(labels, "eks.amazonaws.com/compute-type", computeType);
        List<String> annotations = new ArrayList<>(List.of("node.alpha.kubernetes.io/ttl: '0'"));
        add(annotations, cni.annotationKey(), annotation);
        return "{name: node-1, labels: {%s}, annotations: {%s}}"
                .formatted(String.join(", ", labels), String.join(", ", annotations));
    }

    private static void add(List<String> members, String key, String value) {
        if (!value.equals(ABSENT)) {
            members.add("%s: '%s'".formatted(key, value));
        }
    }

    Tree manifest() {
        return Manifests.yaml("""
                apiVersion: v1
                kind: Node
                metadata: %s
                spec: {%staints: [%s]}
                status: {conditions: [%s]}
                """.formatted(
                        metadata(),
                        providerId.equals(ABSENT) ? "" : "providerID: '%s', ".formatted(providerId),
                        taint.equals(ABSENT) ? "" : "{key: %s, effect: NoSchedule}".formatted(taint),
                        condition.yaml));
    }

    /** Returns the node with the facts about its instance. */
    ClusterNode node(World world) {
        return InstanceFacts.of(ClusterNode.from(manifest()), world.vpc());
    }

    World world() {
        Stream<Tree> all = Stream.of(
                        Stream.of(manifest()),
                        cni.daemonSet(),
                        eniConfigs.stream().map(GeneratedStuckNode::eniConfig))
                .flatMap(some -> some);
        World world = new World(
                VpcDocument.read("EC2", List.of(Manifests.yaml(vpc()))),
                ClusterSnapshot.of(all.toList()),
                Parameters.DEFAULTS,
                Manifests.NOW);
        return mayHaveMoreEniConfigs ? world.withIncomplete(Set.of(ReviewedKind.ENI_CONFIG)) : world;
    }

    private static Tree eniConfig(String name) {
        String subnet = switch (name) {
            case "us-west-2b" -> "subnet-0a1b2c3d4e5f6071b";
            case "us-west-2a-private" -> "subnet-0a1b2c3d4e5f60719";
            case "us-west-2a-other" -> "subnet-0a1b2c3d4e5f6071a";
            default -> "subnet-0a1b2c3d4e5f60718";
        };
        return Manifests.eniConfig(name, "{subnet: %s, securityGroups: [sg-0123456789abcdef0]}".formatted(subnet));
    }

    private String vpc() {
        String instances = ec2.equals("unknown") ? "" : """
                Reservations: [{Instances: [{InstanceId: %s, InstanceType: m5.large, SubnetId: subnet-0a1b2c3d4e5f60719, Placement: {AvailabilityZone: %s}}]}]
                """.formatted(INSTANCE, ec2);
        return """
                Subnets:
                - {SubnetId: subnet-0a1b2c3d4e5f60718, VpcId: vpc-01, CidrBlock: 100.64.0.0/19, AvailabilityZone: us-west-2a, State: available, AvailableIpAddressCount: 8000}
                - {SubnetId: subnet-0a1b2c3d4e5f60719, VpcId: vpc-01, CidrBlock: 10.20.0.0/20, AvailabilityZone: us-west-2a, State: available, AvailableIpAddressCount: 4000}
                - {SubnetId: subnet-0a1b2c3d4e5f6071a, VpcId: vpc-01, CidrBlock: 100.64.32.0/19, AvailabilityZone: us-west-2a, State: available, AvailableIpAddressCount: 8000}
                - {SubnetId: subnet-0a1b2c3d4e5f6071b, VpcId: vpc-01, CidrBlock: 100.64.64.0/19, AvailabilityZone: us-west-2b, State: available, AvailableIpAddressCount: 8000}
                """ + interfaces.part() + instances;
    }
}
