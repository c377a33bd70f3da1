package io.eniguard.fuzz;

import io.eniguard.admission.MalformedReviewException;
import io.eniguard.admission.ReviewReader;
import jakarta.json.bind.JsonbBuilder;
import org.eclipse.yasson.YassonJsonb;

/** Checks that any body is either read as an AdmissionReview or refused as malformed, and causes no other error. */
final class ReviewFuzz {

    private static final ReviewReader READER = new ReviewReader((YassonJsonb) JsonbBuilder.create());

    private ReviewFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        try {
            READER.read(input);
        } catch (MalformedReviewException e) {
            Claims.that(e.getMessage() != null, "a malformed review has a reason");
        }
    }
}
