package io.eniguard.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.cluster.KubeletSettings.Limit;
import io.eniguard.tree.Tree;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class KubeletConfigMapTest {

    private static final String RIGHT = """
            # for the m5 group
            apiVersion: kubelet.config.k8s.io/v1beta1
            kind: KubeletConfiguration
            maxPods: 58
            evictionHard: {memory.available: "5%"}
            ---
            apiVersion: node.eks.aws/v1alpha1
            kind: NodeConfig
            spec: {kubelet: {flags: ["--max-pods=11"], config: {maxPods: 20}}}
            """;

    static LongStream seeds() {
        return LongStream.range(0, 1000);
    }

    /** Tests texts that are cut off or pasted into the middle of another text. They may cause a finding, but never an exception. */
    @ParameterizedTest
    @MethodSource("seeds")
    void brokenTextsNeverCauseAnException(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder text = new StringBuilder(RIGHT);
        int slips = 1 + random.nextInt(4);
        for (int i = 0; i < slips; i++) {
            int from = random.nextInt(text.length() + 1);
            int to = Math.min(text.length(), from + random.nextInt(6));
            List<String> pastes =
                    List.of("", "\t", "{", "]", "\"", ": ", "&a ", "*a", "\0", "\uD800", "---\n", "!!x ", "<<: 1\n");
            text.replace(from, to, pastes.get(random.nextInt(pastes.size())));
        }

        KubeletConfigMap read = configMap(text.toString());

        assertTrue(read.settings().size() <= 4 && read.broken().size() <= 1, read::toString);
        read.broken().forEach(broken -> assertTrue(broken.line() >= 1, broken::toString));
    }

    @Test
    void eachDocumentIsReadWithItsPosition() {
        KubeletConfigMap read = configMap(RIGHT);
        assertEquals(
                List.of(0, 1),
                read.settings().stream().map(KubeletSettings::document).toList());
        assertEquals(
                List.of(
                        Optional.of(new Limit("maxPods", new MaxPods(58L))),
                        Optional.of(new Limit("--max-pods", new MaxPods(11L)))),
                read.settings().stream().map(KubeletSettings::limit).toList());
    }

    @Test
    void documentsBeforeABrokenOneCount() {
        KubeletConfigMap read = configMap(RIGHT + "---\nkind: KubeletConfiguration\nmaxPods: [1\n");
        assertEquals(2, read.settings().size());
        assertEquals(1, read.broken().size());
    }

    /** Scripts and documentation that mention a kind are not configurations, regardless of how many there are. */
    @Test
    void textsThatOnlyMentionAKindAreNotBroken() {
        Map<String, Object> texts = new TreeMap<>();
        IntStream.range(0, 300).forEach(i -> texts.put("script-" + i, "echo \"a NodeConfig\": [is: written\n"));
        texts.put("z", RIGHT);
        KubeletConfigMap read = KubeletConfigMap.from(Tree.of(Map.of("data", texts)));
        assertEquals(List.of(), read.broken());
        assertEquals(2, read.settings().size());
    }

    @Test
    void readingEndsAfterTwentyBrokenConfigurations() {
        Map<String, Object> texts = new TreeMap<>();
        IntStream.range(0, 30).forEach(i -> texts.put("broken-" + i, "kind: NodeConfig\nspec: [\n"));
        List<KubeletConfigMap.Broken> broken =
                KubeletConfigMap.from(Tree.of(Map.of("data", texts))).broken();
        assertEquals(21, broken.size());
        assertEquals("more than 20 values cannot be read", broken.get(20).reason());
    }

    @Test
    void theLabelOverridesTheAnnotation() {
        Tree manifest = Tree.of(Map.of(
                "metadata",
                Map.of(
                        "labels", Map.of(KubeletConfigMap.INSTANCE_TYPE, "m5.large"),
                        "annotations", Map.of(KubeletConfigMap.INSTANCE_TYPE, "m5.xlarge"))));
        assertEquals(Optional.of("m5.large"), KubeletConfigMap.from(manifest).instanceType());
    }

    @ParameterizedTest
    @CsvSource({
        "--max-pods=20, 20",
        "--max-pods 20, 20",
        "' --max-pods=020 ', 20",
        "--max-pods=-3, ",
        "--max-pods=, ",
        "--max-pods=2e1, "
    })
    void theNumberInAFlagIsRead(String flag, @Nullable Long number) {
        Tree nodeConfig = Tree.of(Map.of(
                "kind", "NodeConfig", "spec", Map.of("kubelet", Map.of("flags", List.of("--v=2", flag)))));
        OptionalLong expected = number == null ? OptionalLong.empty() : OptionalLong.of(number);
        assertEquals(
                Optional.of(expected),
                KubeletConfigMap.ofBare(nodeConfig)
                        .settings()
                        .get(0)
                        .limit()
                        .map(limit -> limit.value().number()));
    }

    @Test
    void theLastOfSeveralFlagsCounts() {
        Tree nodeConfig = Tree.of(Map.of(
                "kind",
                "NodeConfig",
                "spec",
                Map.of("kubelet", Map.of("flags", List.of("--max-pods=1", "--max-pods=2", "--max-pods-more=3")))));
        assertEquals(
                Optional.of(new Limit("--max-pods", new MaxPods(2L))),
                KubeletConfigMap.ofBare(nodeConfig).settings().get(0).limit());
    }

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(58L, OptionalLong.of(58), "58"),
                Arguments.of(1L, OptionalLong.of(1), "1"),
                Arguments.of(0L, OptionalLong.empty(), "0"),
                Arguments.of(-1L, OptionalLong.empty(), "-1"),
                Arguments.of(58.0, OptionalLong.of(58), "58.0"),
                Arguments.of(58.5, OptionalLong.empty(), "58.5"),
                Arguments.of(Double.POSITIVE_INFINITY, OptionalLong.empty(), "Infinity"),
                Arguments.of(Double.NaN, OptionalLong.empty(), "NaN"),
                Arguments.of(new BigDecimal("1e999999999"), OptionalLong.of(Long.MAX_VALUE), "1E+999999999"),
                Arguments.of(new BigDecimal("1e-999999999"), OptionalLong.empty(), "1E-999999999"),
                Arguments.of(BigInteger.TEN.pow(30), OptionalLong.of(Long.MAX_VALUE), "10000000000000000000000…"),
                Arguments.of(BigInteger.ONE.shiftLeft(3_000_000), OptionalLong.of(Long.MAX_VALUE), "a huge number"),
                Arguments.of("58", OptionalLong.empty(), "\"58\""),
                Arguments.of("5\n8\u0007", OptionalLong.empty(), "\"58\""),
                Arguments.of(true, OptionalLong.empty(), "true"),
                Arguments.of(List.of(58L), OptionalLong.empty(), "a list"),
                Arguments.of(Map.of(), OptionalLong.empty(), "a mapping"),
                Arguments.of(null, OptionalLong.empty(), "null"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void onlyWholeNumbersAboveZeroAreAccepted(@Nullable Object value, OptionalLong number, String shown) {
        assertEquals(number, new MaxPods(value).number());
        assertEquals(shown, new MaxPods(value).shown());
    }

    @ParameterizedTest
    @CsvSource({
        "58, 58",
        "+58, 58",
        "1k, 1000",
        "2M, 2000000",
        "1Ki, 1024",
        "1Gi, 1073741824",
        "58000m, 58",
        "0.058k, 58",
        "58., 58",
        "5.8e1, 58",
        "58E0, 58",
        "0, 0",
        "-0, 0",
        "9999999999999999G, 9223372036854775807",
        "1E, 1000000000000000000",
        "1e999999999, 9223372036854775807",
        "58m, ",
        "5.8, ",
        "1e-999999999, ",
        "-58, ",
        "-1e999999999, ",
        "many, ",
        "'58 ', ",
        "'', ",
        "1e, ",
        "1ki, "
    })
    void quantitiesAreReadAsTheApiServerWritesThem(String text, @Nullable Long number) {
        OptionalLong expected = number == null ? OptionalLong.empty() : OptionalLong.of(number);
        assertEquals(expected, Quantity.wholeNumber(text));
    }

    private static KubeletConfigMap configMap(String text) {
        return KubeletConfigMap.from(Tree.of(Map.of("data", Map.of("kubelet", text))));
    }
}
