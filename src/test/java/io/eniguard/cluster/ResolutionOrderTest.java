package io.eniguard.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the resolution of a node's ENIConfig with a second implementation that is as simple as possible. */
class ResolutionOrderTest {

    private static final List<String> KEYS = List.of(
            "vpc.amazonaws.com/externalEniConfig",
            "k8s.amazonaws.com/eniConfig",
            "vpc.amazonaws.com/eniConfig",
            "example.com/label",
            "example.com/annotation",
            "topology.kubernetes.io/zone");

    private static final List<String> VALUES = List.of("", "default", "us-west-2a", "us-west-2b");

    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void bothOpinionsAgree(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 200; i++) {
            bothOpinionsAgree(environment(random), some(random), some(random));
        }
    }

    private static void bothOpinionsAgree(
            Map<String, String> environment, Map<String, String> labels, Map<String, String> annotations) {
        ClusterNode node = new ClusterNode(
                "node",
                labels,
                annotations,
                Optional.empty(),
                Optional.empty(),
                new ClusterNode.Pods(Optional.empty(), Optional.empty()));
        assertEquals(
                plainly(environment, labels, annotations),
                new CniSettings(environment, false).resolve(node).name(),
                () -> environment + " " + labels + " " + annotations);
    }

    /** Resolves the ENIConfig as described in the README and the source of amazon-vpc-cni-k8s, pkg/eniconfig/eniconfig.go. */
    private static String plainly(
            Map<String, String> environment, Map<String, String> labels, Map<String, String> annotations) {
        String annotationKey = environment.getOrDefault("ENI_CONFIG_ANNOTATION_DEF", "");
        if (annotationKey.isEmpty()) {
            annotationKey = "k8s.amazonaws.com/eniConfig";
        }
        String labelKey = environment.getOrDefault("ENI_CONFIG_LABEL_DEF", "");
        if (labelKey.isEmpty()) {
            labelKey = "k8s.amazonaws.com/eniConfig";
        }
        String name = "default";
        if (labels.containsKey(labelKey)) {
            name = labels.getOrDefault(labelKey, "");
        }
        if (annotations.containsKey(annotationKey)) {
            name = annotations.getOrDefault(annotationKey, "");
        }
        if (labels.containsKey("vpc.amazonaws.com/externalEniConfig")) {
            name = labels.getOrDefault("vpc.amazonaws.com/externalEniConfig", "");
        }
        return name;
    }

    private static Map<String, String> environment(SplittableRandom random) {
        Map<String, String> environment = new LinkedHashMap<>();
        for (String variable : List.of("ENI_CONFIG_LABEL_DEF", "ENI_CONFIG_ANNOTATION_DEF")) {
            switch (random.nextInt(3)) {
                case 0 -> environment.put(variable, "");
                case 1 -> environment.put(variable, KEYS.get(random.nextInt(KEYS.size())));
                default -> {}
            }
        }
        return environment;
    }

    private static Map<String, String> some(SplittableRandom random) {
        Map<String, String> some = new LinkedHashMap<>();
        for (String key : KEYS) {
            if (random.nextInt(3) == 0) {
                some.put(key, VALUES.get(random.nextInt(VALUES.size())));
            }
        }
        return some;
    }
}
