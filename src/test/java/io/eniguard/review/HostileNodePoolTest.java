package io.eniguard.review;

import static io.eniguard.review.Manifests.AWS_NODE;
import static io.eniguard.review.Manifests.world;
import static io.eniguard.review.Manifests.yaml;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.eniguard.tree.Tree;
import io.eniguard.world.World;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that a NodePool with a very long list of values does not make a review slow. */
class HostileNodePoolTest {

    /** The limit that detects a review that never ends. Normally, the review takes a fraction of a second. */
    private static final Duration HANG = Duration.ofSeconds(20);

    private static final World WORLD = world("", yaml(AWS_NODE));

    @ParameterizedTest
    @ValueSource(strings = {"topology.kubernetes.io/zone", "node.kubernetes.io/instance-type", "example.com/other"})
    void aRequirementWithManyValuesIsReviewedInBoundedWork(String key) {
        String values = IntStream.range(0, 150_000).mapToObj(i -> "v" + i).collect(Collectors.joining(", "));
        Tree pool = yaml("""
                apiVersion: karpenter.sh/v1
                kind: NodePool
                metadata: {name: p}
                spec:
                  template:
                    spec:
                      nodeClassRef: {group: karpenter.k8s.aws, kind: EC2NodeClass, name: c}
                      requirements:
                        - {key: %1$s, operator: In, values: [%2$s]}
                        - {key: %1$s, operator: NotIn, values: [w, %2$s]}
                """.formatted(key, values));

        assertTimeoutPreemptively(
                HANG,
                () -> assertFalse(
                        new Reviewer().review(ReviewRequest.create(pool), WORLD).isDenied()));
    }
}
