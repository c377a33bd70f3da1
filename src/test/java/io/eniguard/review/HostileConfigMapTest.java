package io.eniguard.review;

import static io.eniguard.review.Manifests.AWS_NODE;
import static io.eniguard.review.Manifests.world;
import static io.eniguard.review.Manifests.yaml;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.cluster.KubeletConfigMap;
import io.eniguard.policy.Operation;
import io.eniguard.policy.Requester;
import io.eniguard.tree.HostileTexts;
import io.eniguard.tree.HostileTexts.Case;
import io.eniguard.tree.Tree;
import io.eniguard.world.World;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that no text in a ConfigMap makes a review slow, makes it fail, or causes an answer that is much larger than the text. */
class HostileConfigMapTest {

    /** The limit that detects a review that never ends. Normally, each text takes a fraction of a second. */
    private static final Duration HANG = Duration.ofSeconds(20);

    private static final int LONGEST_LINE = 240;
    private static final int MOST_FINDINGS = 21;
    private static final String HEAD = "apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n";

    private static final World WORLD = world("", yaml(AWS_NODE));

    private final Reviewer reviewer = new Reviewer();

    static Stream<Case> texts() {
        return HostileTexts.all(1);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void anyTextIsReviewedInBoundedWork(Case hostile) {
        Tree configMap = configMap(Map.of("kubelet", hostile.text()));

        assertTimeoutPreemptively(HANG, () -> review(configMap, hostile.text().length()));
    }

    @Test
    void theTextsOfOneObjectShareOneBudget() {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < 2_000; i++) {
            values.put("k" + i, HEAD + "x: [1, 2, 3, 4, 5, 6]\n");
        }

        KubeletConfigMap read = KubeletConfigMap.from(configMap(values));

        assertEquals(1_000, read.settings().size());
        assertEquals(1, read.broken().size());
        assertEquals("more than 1,000 documents", read.broken().get(0).reason());
    }

    @Test
    void readingEndsAfterSomeErrors() {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < 900; i++) {
            values.put("k" + i, "kind: KubeletConfiguration\nx: " + "[".repeat(1_000) + "\t@");
        }

        KubeletConfigMap read = KubeletConfigMap.from(configMap(values));

        assertEquals(21, read.broken().size());
        assertEquals("more than 20 values cannot be read", read.broken().get(20).reason());
    }

    @ParameterizedTest
    @CsvSource({"20, 1, 20", "21, 0, 0"})
    void aLimitedNumberOfConfigurationsIsFilledIn(int documents, int operations, int numbers) {
        String text =
                IntStream.range(0, documents).mapToObj(i -> "---\n" + HEAD).collect(Collectors.joining());

        Verdict mutated = reviewer.mutate(create(configMap(Map.of("kubelet", text))), WORLD);

        assertEquals(operations, mutated.patch().operations().size());
        assertEquals(
                numbers,
                mutated.patch().operations().stream()
                        .flatMap(add -> String.valueOf(add.value()).lines())
                        .filter("maxPods: 20"::equals)
                        .count());
    }

    private void review(Tree configMap, int length) {
        Verdict mutated = reviewer.mutate(create(configMap), WORLD);
        assertFalse(mutated.isDenied());
        assertTrue(written(mutated.patch()) <= 2 * length + 200, "the patch is longer than its object");
        mutated.patch().applyTo(configMap);

        Verdict judged = reviewer.validate(create(configMap), WORLD);
        List<String> lines = judged.findings().stream().map(Judged::line).toList();
        assertTrue(lines.size() <= MOST_FINDINGS, () -> lines.size() + " findings");
        lines.forEach(
                line -> assertTrue(line.length() <= LONGEST_LINE && line.lines().count() == 1, line));

        reviewer.review(new ReviewRequest(Operation.UPDATE, configMap, configMap, Requester.PERSON), WORLD);
    }

    private static int written(Patch patch) {
        return patch.operations().stream()
                .mapToInt(add ->
                        add.pointer().length() + String.valueOf(add.value()).length())
                .sum();
    }

    private static ReviewRequest create(Tree object) {
        return new ReviewRequest(Operation.CREATE, object, Tree.EMPTY, Requester.PERSON);
    }

    private static Tree configMap(Map<String, String> data) {
        Map<String, @Nullable Object> object = new TreeMap<>(
                yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: k, labels: {node.kubernetes.io/instance-type: m5.large}}}")
                        .fields());
        object.put("data", data);
        return new Tree(object);
    }
}
