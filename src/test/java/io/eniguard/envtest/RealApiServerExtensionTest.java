package io.eniguard.envtest;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.localkube.ApiServerBinaries;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExtensionContextException;

class RealApiServerExtensionTest {

    private static final Optional<ApiServerBinaries> AT_HAND =
            Optional.of(new ApiServerBinaries(Path.of("/opt/envtest")));

    @Test
    void aClassRunsIfTheProgramsExist() {
        assertFalse(RealApiServerExtension.decide("SomeIT", AT_HAND, false).isDisabled());
        assertFalse(RealApiServerExtension.decide("SomeIT", AT_HAND, true).isDisabled());
    }

    @Test
    void aSkippedClassNamesTheCommandThatDownloadsThem() {
        ConditionEvaluationResult skipped = RealApiServerExtension.decide("SomeIT", Optional.empty(), false);

        assertTrue(skipped.isDisabled());
        assertTrue(skipped.getReason().orElseThrow().startsWith("SomeIT needs a real API server"));
        assertTrue(skipped.getReason().orElseThrow().endsWith("src/test/envtest/fetch.sh"));
    }

    @Test
    void nothingIsSkippedIfTheApiServerIsRequired() {
        assertThrows(
                ExtensionContextException.class, () -> RealApiServerExtension.decide("SomeIT", Optional.empty(), true));
    }
}
