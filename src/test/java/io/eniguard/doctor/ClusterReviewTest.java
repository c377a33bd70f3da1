package io.eniguard.doctor;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.eniguard.cel.CelConditions;
import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.policy.Parameters;
import io.eniguard.policy.Policies;
import io.eniguard.policy.Policy;
import io.eniguard.policy.PolicyOrigin;
import io.eniguard.policy.PolicyReader;
import io.eniguard.review.CatalogueKinds;
import io.eniguard.review.Reviewer;
import io.eniguard.tree.Tree;
import io.eniguard.vpc.VpcSnapshot;
import io.eniguard.world.World;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterReviewTest {

    private static final String ON = daemonSet("true");
    private static final String NODE_A = "{kind: Node, apiVersion: v1, metadata: {name: a, labels:"
            + " {topology.kubernetes.io/zone: us-west-2a, k8s.amazonaws.com/eniConfig: us-west-2a}}}";
    private static final String ENI_CONFIG_A = eniConfig("us-west-2a", "subnet-0123456789abcdef0");

    @Test
    void eachZoneWithNodesHasAnEniConfig() {
        assertEquals(
                "ok: each zone with nodes has an ENIConfig: us-west-2a (1 node)",
                text(review(ON, NODE_A, ENI_CONFIG_A).zones()));
        assertEquals(
                "ok: no nodes that use ENIConfigs",
                text(review(ON, ENI_CONFIG_A).zones()));
    }

    @Test
    void aZoneWithoutAnEniConfigIsAWarning() {
        Result forgotten = review(ON, NODE_A, eniConfig("us-west-2b", "subnet-0123456789abcdef0"))
                .zones();
        assertEquals(
                "warning: no ENIConfig serves us-west-2a, where 1 node runs: pods there get no addresses",
                text(forgotten));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rules: [{id: zone-coverage, actions: {admission: Off}}]                                            | warning: no ENIConfig serves us-west-2a, where 1 node runs: pods there get no addresses
            exemptions: [{rules: [zone-coverage], reason: r, owner: o, until: "2026-12-31"}]                   | ok: no ENIConfig serves us-west-2a, where 1 node runs: pods there get no addresses; exempted by the policy production until 2026-12-31
            rules: [{id: zone-coverage, parameters: {ignoredZones: [us-west-2a]}}]                             | ok: each zone with nodes has an ENIConfig: us-west-2a (1 node)
            custom: [{id: own, match: {kinds: [DaemonSet]}, action: Deny, expression: "false", message: wrong}] | warning: no ENIConfig serves us-west-2a, where 1 node runs: pods there get no addresses
            """)
    void theZonesFollowThePoliciesForAudits(String spec, String expected) {
        String[] objects = {ON, NODE_A, eniConfig("us-west-2b", "subnet-0123456789abcdef0")};

        assertEquals(expected, text(reviewWith(spec, objects).zones()));
    }

    @Test
    void aCustomRuleAboutTheDaemonSetSaysNothingAboutTheZones() {
        String spec = "custom: [{id: own, match: {kinds: [DaemonSet]}, expression: \"false\", message: wrong}]";

        assertEquals(
                "ok: each zone with nodes has an ENIConfig: us-west-2a (1 node)",
                text(reviewWith(spec, ON, NODE_A, ENI_CONFIG_A).zones()));
    }

    @Test
    void zonesAreNotCheckedWhileCustomNetworkingIsOff() {
        assertEquals(State.UNKNOWN, review(daemonSet("false"), NODE_A).zones().state());
        assertEquals(State.UNKNOWN, review(NODE_A).zones().state());
    }

    @Test
    void aDenialIsAProblemAndAnUnknownCountsAsAWarning() {
        assertEquals(
                "problem: 2 objects reviewed: 1 denied, 1 with warnings, 2 with something unknown",
                text(review(ENI_CONFIG_A, eniConfig("us-west-2b", "no-id")).objects()));
        assertEquals(
                "warning: 1 object reviewed: 0 denied, 1 with warnings, 1 with something unknown",
                text(review(ENI_CONFIG_A).objects()));
        assertEquals(
                "ok: 0 objects reviewed: 0 denied, 0 with warnings, 0 with something unknown",
                text(review("{kind: Pod, apiVersion: v1, metadata: {name: p}}").objects()));
    }

    @Test
    void aRuleThatFailsIsABugAndLeavesTheOtherResults() {
        // The predicate is the only place where a test can make a rule fail.
        Reviewer broken = new Reviewer(about -> {
            throw new IllegalStateException("broken rule");
        });
        ClusterReview review = new ClusterReview(
                trees(ON, NODE_A, ENI_CONFIG_A), world(ON, NODE_A, ENI_CONFIG_A), "./eniguard check", broken);

        assertEquals(State.OK, review.zones().state());
        assertEquals(
                "unknown: 0 objects reviewed: 0 denied, 0 with warnings, 0 with something unknown; rules failed on 3 more objects,"
                        + " which is a bug in eniguard",
                text(review.objects()));
        DoctorReport report = new DoctorReport(List.of(review.objects()), true, review.audits());
        assertThrows(IllegalStateException.class, report::throwFirstBug);
        assertDoesNotThrow(new DoctorReport(List.of(), true, List.of())::throwFirstBug);
    }

    @Test
    void theFixForMissingCustomNetworkingIsACommand() {
        assertEquals(
                "kubectl -n kube-system set env daemonset/aws-node AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG=true",
                CustomNetworking.judge(cluster(daemonSet("false")), Optional.of(0))
                        .fix()
                        .orElseThrow());
        assertEquals(
                "ok: on, by the label k8s.amazonaws.com/eniConfig; 1 ENIConfig",
                text(CustomNetworking.judge(cluster(ON, ENI_CONFIG_A), Optional.of(1))));
        assertEquals(
                State.WARNING,
                CustomNetworking.judge(cluster(NODE_A), Optional.of(0)).state());
    }

    private static ClusterReview review(String... objects) {
        return new ClusterReview(trees(objects), world(objects), "./eniguard check");
    }

    private static ClusterReview reviewWith(String spec, String... objects) {
        Tree document =
                Yaml.of("{apiVersion: eniguard.io/v1alpha1, kind: CustomNetworkingPolicy, metadata: {name: production},"
                        + " spec: {%s}}".formatted(spec));
        World world = world(objects);
        Policy policy = new PolicyReader(CatalogueKinds.ofRules(), new CelConditions())
                .read(document, PolicyOrigin.FILE, Set.of(), world.now())
                .policy()
                .orElseThrow();
        return new ClusterReview(trees(objects), world.withPolicies(new Policies(List.of(policy))), "./eniguard check");
    }

    private static World world(String... objects) {
        return new World(
                VpcSnapshot.nothing("nobody"),
                cluster(objects),
                Parameters.DEFAULTS,
                Instant.parse("2026-11-28T12:00:00Z"));
    }

    private static ClusterSnapshot cluster(String... objects) {
        return ClusterSnapshot.of(trees(objects));
    }

    private static List<Tree> trees(String... objects) {
        return Arrays.stream(objects).map(Yaml::of).toList();
    }

    private static String daemonSet(String customNetworking) {
        return """
                {apiVersion: apps/v1, kind: DaemonSet, metadata: {name: aws-node, namespace: kube-system},
                 spec: {template: {spec: {containers: [{name: aws-node,
                   env: [{name: AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG, value: "%s"}]}]}}}}""".formatted(customNetworking);
    }

    private static String eniConfig(String name, String subnet) {
        return """
                {apiVersion: crd.k8s.amazonaws.com/v1alpha1, kind: ENIConfig, metadata: {name: %s},
                 spec: {subnet: %s, securityGroups: [sg-0123456789abcdef0]}}""".formatted(name, subnet);
    }

    private static String text(Result result) {
        return result.state().word() + ": " + result.message();
    }
}
