package io.eniguard.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.aws.AwsSettings;
import io.eniguard.doctor.ExaminationRequest.GivenOptions;
import io.eniguard.net.Zone;
import io.eniguard.policy.Parameters;
import io.eniguard.policy.Policy;
import io.eniguard.source.kube.ListedObjects;
import io.eniguard.tree.Tree;
import io.eniguard.vpc.Instance;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.VpcSnapshot;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterResultsTest {

    private static final String INSTANCE = "i-0123456789abcdef0";

    private static final Tree DAEMON_SET = Yaml.of("""
            {apiVersion: apps/v1, kind: DaemonSet, metadata: {name: aws-node, namespace: kube-system},
             spec: {template: {spec: {containers: [{name: aws-node,
               env: [{name: AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG, value: "true"}]}]}}}}""");

    private static final Tree ENI_CONFIG = Yaml.of("""
            {apiVersion: crd.k8s.amazonaws.com/v1alpha1, kind: ENIConfig, metadata: {name: us-west-2a},
             spec: {subnet: subnet-0123456789abcdef0, securityGroups: [sg-0123456789abcdef0]}}""");

    private static final Tree NODE = Yaml.of("""
            {apiVersion: v1, kind: Node, metadata: {name: a, labels: {k8s.amazonaws.com/eniConfig: us-west-2a}},
             spec: {providerID: %s}}""".formatted(INSTANCE));

    private static final ExaminationRequest REQUEST = new ExaminationRequest(
            AwsSettings.NONE,
            new Installation("eniguard", "eniguard"),
            Parameters.DEFAULTS,
            Duration.ofSeconds(15),
            GivenOptions.NONE);

    @Test
    void aZoneThatOnlyEc2KnowsIsExamined() {
        VpcSnapshot vpc = VpcSnapshot.builder(new VpcSnapshot.Origin("EC2", Optional.empty()))
                .with(
                        Part.INSTANCES,
                        List.of(new Instance(
                                INSTANCE, Optional.of("m5.large"), Optional.empty(), Zone.named("us-west-2b"))))
                .build();

        Result zones = result(ClusterReview.ZONES, listed(Map.of(), DAEMON_SET, ENI_CONFIG, NODE), vpc);

        assertEquals(State.WARNING, zones.state());
        assertTrue(zones.message().startsWith("no ENIConfig serves us-west-2b, where 1 node runs"), zones::toString);
    }

    /** The exit code must be the same, no matter how many kinds a slow API server lists in time. */
    @ParameterizedTest
    @ValueSource(strings = {"ENIConfig", "Node", "DaemonSet", "NodePool", "EC2NodeClass"})
    void aKindThatWasNotListedInTimeIsAProblem(String kind) {
        Result objects = result(kind, false);
        assertEquals(State.PROBLEM, objects.state());
        assertTrue(objects.message().endsWith(": no answer"), objects::toString);
        assertEquals(
                State.PROBLEM,
                ClusterResults.of(Reply.missing(Gap.late(Duration.ofSeconds(15))), nothing(), REQUEST, advice())
                        .results()
                        .get(0)
                        .state());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ENIConfig", "Node", "DaemonSet", "NodePool", "EC2NodeClass"})
    void aKindThatMayNotBeListedIsUnknown(String kind) {
        assertEquals(State.UNKNOWN, result(kind, true).state());
    }

    /** Policies could deny more, or exempt objects. */
    @ParameterizedTest
    @ValueSource(strings = {ClusterReview.OBJECTS, ClusterReview.ZONES})
    void withoutThePoliciesTheResultsSaySo(String subject) {
        List<Tree> objects = List.of(DAEMON_SET, ENI_CONFIG);
        Result known = result(subject, new ListedObjects(objects, Set.of(), Optional.empty(), Map.of()), nothing());
        Result forbidden =
                result(subject, new ListedObjects(objects, Set.of(), Optional.of("forbidden"), Map.of()), nothing());
        Result failed = result(
                subject,
                listed(
                        Map.of(Policy.KIND, new ListedObjects.Failure("customnetworkingpolicies", "no answer", false)),
                        DAEMON_SET,
                        ENI_CONFIG),
                nothing());

        String remark = "; the policies of the cluster are unknown and not applied: ";
        assertEquals(known.message() + remark + "forbidden", forbidden.message());
        assertEquals(known.message() + remark + "no answer", failed.message());
        assertEquals(known.state(), forbidden.state());
    }

    private static Result result(String kind, boolean isForbidden) {
        return result(
                ClusterReview.OBJECTS,
                listed(Map.of(kind, new ListedObjects.Failure("things", "no answer", isForbidden))),
                nothing());
    }

    private static VpcSnapshot nothing() {
        return VpcSnapshot.nothing("EC2");
    }

    private static Advice advice() {
        return new Advice(REQUEST);
    }

    private static ListedObjects listed(Map<String, ListedObjects.Failure> failures, Tree... objects) {
        return new ListedObjects(Arrays.asList(objects), Set.of(), Optional.empty(), new LinkedHashMap<>(failures));
    }

    private static Result result(String subject, ListedObjects listed, VpcSnapshot vpc) {
        return ClusterResults.of(Reply.of(listed), vpc, REQUEST, advice()).results().stream()
                .filter(result -> result.subject().equals(subject))
                .findFirst()
                .orElseThrow();
    }
}
