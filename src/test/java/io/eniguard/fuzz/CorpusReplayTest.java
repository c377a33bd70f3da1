package io.eniguard.fuzz;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.tree.HostileTexts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls each fuzz target with generated inputs and with the inputs of the repository, some of which once found a bug. */
class CorpusReplayTest {

    private static final Path CORPUS = Path.of("src/test/fuzz/corpus");
    private static final Duration HANG = Duration.ofSeconds(30);

    static Stream<HostileTexts.Case> texts() {
        return HostileTexts.all(2);
    }

    private static Consumer<byte[]> target(String name) {
        return switch (name) {
            case "YamlFuzz" -> YamlFuzz::fuzzerTestOneInput;
            case "ConfigMapFuzz" -> ConfigMapFuzz::fuzzerTestOneInput;
            case "InsertionFuzz" -> InsertionFuzz::fuzzerTestOneInput;
            case "ReviewFuzz" -> ReviewFuzz::fuzzerTestOneInput;
            default -> throw new IllegalArgumentException(name);
        };
    }

    @ParameterizedTest
    @CsvSource({"YamlFuzz, yaml", "ConfigMapFuzz, yaml", "InsertionFuzz, yaml", "ReviewFuzz, json"})
    void theCorpusBreaksNothing(String name, String folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(CORPUS.resolve(folder))) {
            files = all.sorted().toList();
        }
        assertTrue(files.size() > 10, "the corpus is missing");
        for (Path file : files) {
            byte[] input = Files.readAllBytes(file);
            assertTimeoutPreemptively(HANG, () -> target(name).accept(input), file::toString);
        }
    }

    @ParameterizedTest
    @MethodSource("texts")
    void generatedTextsBreakNothing(HostileTexts.Case hostile) {
        byte[] input = hostile.text().getBytes(StandardCharsets.UTF_8);
        assertTimeoutPreemptively(HANG, () -> {
            YamlFuzz.fuzzerTestOneInput(input);
            InsertionFuzz.fuzzerTestOneInput(input);
            ReviewFuzz.fuzzerTestOneInput(input);
        });
    }

    @Test
    void aReviewOfManySmallValuesIsMalformed() {
        String many =
                "{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\",\"request\":{\"uid\":\"u\",\"object\":{\"x\":["
                        + "{\"\":0},".repeat(200_000) + "1]}}}";
        ReviewFuzz.fuzzerTestOneInput(many.getBytes(StandardCharsets.UTF_8));
    }
}
