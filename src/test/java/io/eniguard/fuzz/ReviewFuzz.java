package io.eniguard.fuzz;

import io.eniguard.admission.MalformedReviewException;
import io.eniguard.admission.ReviewReader;
import jakarta.json.bind.JsonbBuilder;
import java.nio.charset.StandardCharsets;
import org.eclipse.yasson.YassonJsonb;

/** Checks that any body is either read as an AdmissionReview or refused as malformed, and causes no other error. */
public final class ReviewFuzz {

    private static final ReviewReader READER = new ReviewReader((YassonJsonb) JsonbBuilder.create());

    private ReviewFuzz() {}

    /**
     * Reads a typical input before the fuzzer measures times. The first input loads and instruments all classes, which takes longer than any
     * input may on a busy machine.
     */
    public static void fuzzerInitialize() {
        fuzzerTestOneInput(
                "{\"apiVersion\": \"admission.k8s.io/v1\", \"kind\": \"AdmissionReview\", \"request\": {\"uid\": \"1\"}}"
                        .getBytes(StandardCharsets.UTF_8));
    }

    public static void fuzzerTestOneInput(byte[] input) {
        try {
            READER.read(input);
        } catch (MalformedReviewException e) {
            Claims.that(e.getMessage() != null, "a malformed review has a reason");
        }
    }
}
