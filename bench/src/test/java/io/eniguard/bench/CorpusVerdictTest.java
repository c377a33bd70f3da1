package io.eniguard.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eniguard.admission.MalformedReviewException;
import io.eniguard.admission.ReviewReader;
import io.eniguard.input.UnreadableInputException;
import io.eniguard.policy.Action;
import io.eniguard.policy.Parameters;
import io.eniguard.review.Judged;
import io.eniguard.review.Patch;
import io.eniguard.review.ReviewRequest;
import io.eniguard.review.Reviewer;
import io.eniguard.review.Verdict;
import io.eniguard.source.file.ManifestFiles;
import io.eniguard.source.file.VpcFiles;
import io.eniguard.world.World;
import jakarta.json.bind.JsonbBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.yasson.YassonJsonb;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests that the reviews of the benchmark pass all rules, because reviews that are refused early would make the results too good. */
@TestInstance(Lifecycle.PER_CLASS)
class CorpusVerdictTest {
    private final Corpus corpus = new Corpus(7);
    private final ReviewReader reader = new ReviewReader((YassonJsonb) JsonbBuilder.create());
    private final Reviewer reviewer = new Reviewer();
    private final World world;

    CorpusVerdictTest(@TempDir Path folder) throws IOException, UnreadableInputException {
        world = new World(
                VpcFiles.read(corpus.files().writeVpc(folder), Optional.empty(), warning -> {}),
                ManifestFiles.cluster(corpus.files().writeCluster(folder)),
                Parameters.DEFAULTS,
                Instant.now());
    }

    @ParameterizedTest
    @EnumSource
    void theReviewsHaveNoFindingsExceptForReports(Workload workload) throws MalformedReviewException {
        for (Review review : corpus.reviews(workload)) {
            Verdict verdict = reviewer.review(request(review), world);
            assertEquals(
                    List.of(),
                    verdict.findings().stream()
                            .filter(judged -> judged.action() != Action.AUDIT)
                            .map(Judged::line)
                            .toList());
        }
    }

    @Test
    void everyNodeThatRegistersIsLabelledWithAnEniConfigOfItsZone() throws MalformedReviewException {
        for (Review review : corpus.reviews(Workload.NODES)) {
            ReviewRequest request = request(review);
            List<Patch.Add> patch = reviewer.mutate(request, world).patch().operations();
            assertEquals(1, patch.size());
            assertEquals(
                    "/metadata/labels/k8s.amazonaws.com~1eniConfig",
                    patch.get(0).pointer());
            String zone = patch.get(0).value().toString().replaceFirst("-pods-\\d+$", "");
            assertEquals(zone, review.json().replaceFirst("(?s).*\"providerID\":\"aws:///([^/]+)/.*", "$1"));
        }
    }

    private ReviewRequest request(Review review) throws MalformedReviewException {
        return reader.read(review.json().getBytes(StandardCharsets.UTF_8))
                .request()
                .orElseThrow();
    }
}
