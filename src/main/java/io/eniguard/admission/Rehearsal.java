package io.eniguard.admission;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.EniConfig;
import io.eniguard.net.Ipv4Cidr;
import io.eniguard.net.Zone;
import io.eniguard.policy.Parameters;
import io.eniguard.review.ReviewRequest;
import io.eniguard.review.Reviewer;
import io.eniguard.tree.Tree;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.Subnet;
import io.eniguard.vpc.VpcSnapshot;
import io.eniguard.world.World;
import io.quarkus.runtime.ImageMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Answers made-up reviews before the first real review arrives. On a JVM, loading the classes for a review takes one or two seconds, and
 * loading the CEL library for an expression takes as long again. If the first review took this long, the API server could time out and
 * refuse the object under review.
 */
final class Rehearsal {

    private static final String SUBNET = "subnet-00000000000000001";
    private static final String ZONE = "us-west-2a";

    private static final List<String> WITHOUT_EXPRESSIONS = List.of("""
            {"apiVersion":"crd.k8s.amazonaws.com/v1alpha1","kind":"ENIConfig","metadata":{"name":"us-west-2a"},\
            "spec":{"subnet":"subnet-00000000000000001","securityGroups":["sg-00000000000000001"]}}""", """
            {"apiVersion":"v1","kind":"Node","metadata":{"name":"node","labels":{"node.kubernetes.io/instance-type":"m5.large"}},\
            "spec":{"providerID":"aws:///us-west-2a/i-00000000000000001"},"status":{"capacity":{"pods":"110"}}}""");

    private static final List<String> WITH_EXPRESSIONS = List.of("""
            {"apiVersion":"karpenter.k8s.aws/v1","kind":"EC2NodeClass","metadata":{"name":"default"},\
            "spec":{"kubelet":{"maxPods":"min(110, (default_enis - 1) * (ips_per_eni - 1) + 2)"}}}""", """
            {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"nodes",\
            "labels":{"node.kubernetes.io/instance-type":"m5.large"}},"data":{"node":"apiVersion: node.eks.aws/v1alpha1\\n\
            kind: NodeConfig\\nspec: {kubelet: {maxPodsExpression: max_pods}}\\n"}}""", """
            {"apiVersion":"eniguard.io/v1alpha1","kind":"CustomNetworkingPolicy","metadata":{"name":"rehearsal"},\
            "spec":{"custom":[{"id":"rehearsal","match":{"kinds":["ENIConfig"]},"expression":"'owner' in subnet.tags",\
            "messageExpression":"subnet.id + ' has no owner'"}],"exemptions":[{"rules":["rehearsal"],"reason":"a","owner":"b",\
            "until":"1970-01-01"}]}}""");

    private Rehearsal() {}

    /** Answers the made-up reviews. These reviews are neither counted nor logged, and do not use the server's facts. */
    static void run(ReviewReader reader, Reviewer reviewer, AnswerWriter writer) {
        World world = world();
        for (String object : objects()) {
            Question question = question(reader, object);
            ReviewRequest request = question.request().orElseThrow();
            writer.mutated(question, reviewer.mutate(request, world), world);
            writer.validated(question, reviewer.validate(request, world), world);
        }
    }

    /**
     * Returns the objects to review. A native executable needs no rehearsal of expressions: it loads no classes at run time, and compiles
     * an expression within milliseconds. Without expressions, it does not load the CEL library at all.
     */
    private static List<String> objects() {
        return ImageMode.current().isNativeImage()
                ? WITHOUT_EXPRESSIONS
                : Stream.concat(WITHOUT_EXPRESSIONS.stream(), WITH_EXPRESSIONS.stream())
                        .toList();
    }

    private static Question question(ReviewReader reader, String object) {
        String review = """
                {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"rehearsal","operation":"CREATE",\
                "userInfo":{"username":"rehearsal"},"object":%s,"oldObject":null}}""".formatted(object);
        try {
            return reader.read(review.getBytes(StandardCharsets.UTF_8));
        } catch (MalformedReviewException e) {
            throw new IllegalStateException("the rehearsal's own review is malformed", e);
        }
    }

    /**
     * Returns a world with one subnet in the zone of the made-up objects. The subnet is in private address space, so that the rule {@code
     * subnet-cidr} refuses the ENIConfig.
     */
    private static World world() {
        Subnet subnet = new Subnet(
                SUBNET,
                Optional.of("vpc-00000000000000001"),
                Optional.of(Ipv4Cidr.parse("10.0.0.0/20")),
                Zone.named(ZONE),
                new Subnet.Condition(Optional.of("available"), Optional.of(4000), Map.of()));
        VpcSnapshot vpc = VpcSnapshot.builder(new VpcSnapshot.Origin("rehearsal", Optional.empty()))
                .with(Part.SUBNETS, List.of(subnet))
                .build();
        ClusterSnapshot cluster = ClusterSnapshot.builder()
                .cni(CniSettings.assumedDefaults())
                .eniConfigs(List.of(EniConfig.from(Tree.EMPTY)))
                .nodes(List.of(ClusterNode.from(Tree.EMPTY)))
                .build();
        return new World(vpc, cluster, Parameters.DEFAULTS, Instant.EPOCH);
    }
}
