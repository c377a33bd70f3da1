package io.eniguard.rules;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.CniVariables;
import io.eniguard.policy.Parameters;
import io.eniguard.review.Judged;
import io.eniguard.review.ReviewRequest;
import io.eniguard.review.Reviewer;
import io.eniguard.source.file.VpcDocument;
import io.eniguard.tree.Tree;
import io.eniguard.tree.YamlReader;
import io.eniguard.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that a warning has at most 240 characters, even with long names. */
class LongNamesTest {

    private static final int LONGEST_WARNING = 240;
    private static final String LONG = "a-long-name-for-a-thing-".repeat(10) + "end";

    private static final List<Map<String, String>> SETTINGS = List.of(
            Map.of("ENABLE_PREFIX_DELEGATION", "true", "MAX_ENI", "14"),
            Map.of("ENABLE_PREFIX_DELEGATION", "true", "MAX_ENI", "14", "ENABLE_POD_ENI", "true"),
            Map.of("ENABLE_POD_ENI", "true", "MAX_ENI", "3"),
            Map.of("MAX_ENI", "2"),
            Map.of("MAX_ENI", "1"),
            Map.of());

    private static final List<String> REQUIREMENTS = List.of(
            "{\"key\": \"node.kubernetes.io/instance-type\", \"operator\": \"In\", \"values\": [\"u7inh-32tb.480xlarge\"]}",
            "{\"key\": \"karpenter.k8s.aws/instance-family\", \"operator\": \"In\", \"values\": [\"m5\"]}",
            "{\"key\": \"karpenter.k8s.aws/instance-family\", \"operator\": \"In\", \"values\": [\"none\"]}",
            "{\"key\": \"node.kubernetes.io/instance-type\", \"operator\": \"In\", \"values\": [\"" + LONG + "\"]}",
            "{\"key\": \"karpenter.k8s.aws/" + LONG + "\", \"operator\": \"Exists\"}",
            "{\"key\": \"karpenter.k8s.aws/instance-encryption-in-transit-supported\", \"operator\": \"Exists\"}");

    private static final List<Object> VALUES = List.of(251L, 11_000L, Long.MAX_VALUE, "x".repeat(500));

    private static final List<Long> PODS_PER_CORE = List.of(0L, 77L, 1_000_000L);

    private static final Parameters PARAMETERS =
            new Parameters(Parameters.DEFAULTS.permitted(), 10_000, 5, Parameters.DEFAULT_MAX_AGE, false);

    static Stream<Arguments> worlds() {
        List<Arguments> worlds = new ArrayList<>();
        for (Map<String, String> settings : SETTINGS) {
            for (String requirement : REQUIREMENTS) {
                for (Object value : VALUES) {
                    PODS_PER_CORE.forEach(perCore -> worlds.add(Arguments.of(settings, requirement, value, perCore)));
                }
            }
        }
        return worlds.stream();
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void noLineIsTooLong(Map<String, String> settings, String requirement, Object maxPods, long podsPerCore)
            throws Exception {
        Tree nodeClass = nodeClass(maxPods, podsPerCore);
        Tree pool = pool(requirement);
        Map<String, String> environment = new HashMap<>(settings);
        environment.put(CniVariables.CUSTOM_NETWORKING, "true");
        World world = new World(
                VpcDocument.read("vpc.json", List.of()),
                ClusterSnapshot.builder()
                        .addAll(List.of(nodeClass, pool))
                        .cni(new CniSettings(environment, false))
                        .build(),
                podsPerCore == 0 ? Parameters.DEFAULTS : PARAMETERS,
                Instant.parse("2026-01-01T00:00:00Z"));

        List<Judged> findings = Stream.of(
                        nodeClass,
                        pool,
                        configMap("\"maxPods\": \"" + maxPods + "\""),
                        configMap("\"maxPods\": " + maxPods),
                        configMap("\"maxPods\": " + maxPods + ", \"podsPerCore\": " + podsPerCore),
                        configMap("\"other\": 1"),
                        configMap("]"),
                        node(LONG),
                        node("u7inh-32tb.480xlarge"),
                        node("m5.xlarge"))
                .flatMap(object -> new Reviewer().review(ReviewRequest.create(object), world).findings().stream())
                .filter(judged -> judged.rule().equals("max-pods"))
                .toList();

        assertFalse(findings.isEmpty());
        findings.forEach(judged -> assertTrue(
                judged.line().length() <= LONGEST_WARNING && !judged.isCut(),
                () -> judged.line().length() + ": " + judged.line()));
    }

    private static Tree nodeClass(Object maxPods, long podsPerCore) {
        return Tree.of(Map.of(
                "apiVersion",
                "karpenter.k8s.aws/v1",
                "kind",
                "EC2NodeClass",
                "metadata",
                Map.of("name", LONG),
                "spec",
                Map.of("kubelet", Map.of("maxPods", maxPods, "podsPerCore", podsPerCore))));
    }

    private static Tree pool(String requirement) throws Exception {
        Object parsed = YamlReader.readAll(requirement).get(0).content();
        return Tree.of(Map.of(
                "apiVersion",
                "karpenter.sh/v1",
                "kind",
                "NodePool",
                "metadata",
                Map.of("name", LONG),
                "spec",
                Map.of(
                        "template",
                        Map.of(
                                "spec",
                                Map.of(
                                        "nodeClassRef",
                                        Map.of("kind", "EC2NodeClass", "name", LONG),
                                        "requirements",
                                        List.of(Objects.requireNonNull(parsed)))))));
    }

    private static Tree configMap(String member) {
        return Tree.of(Map.of(
                "apiVersion",
                "v1",
                "kind",
                "ConfigMap",
                "metadata",
                Map.of(
                        "name",
                        LONG,
                        "namespace",
                        "a-namespace",
                        "annotations",
                        Map.of("node.kubernetes.io/instance-type", "u7inh-32tb.480xlarge")),
                "data",
                Map.of(LONG, "{\"kind\": \"KubeletConfiguration\", " + member + "}")));
    }

    private static Tree node(String instanceType) {
        return Tree.of(Map.of(
                "apiVersion",
                "v1",
                "kind",
                "Node",
                "metadata",
                Map.of("name", LONG, "labels", Map.of("node.kubernetes.io/instance-type", instanceType)),
                "status",
                Map.of("capacity", Map.of("pods", "999999999999999"))));
    }
}
