package io.eniguard.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.json.bind.JsonbBuilder;
import java.nio.charset.StandardCharsets;
import org.eclipse.yasson.YassonJsonb;
import org.junit.jupiter.api.Test;

class ReviewReaderTest {

    private final ReviewReader reader = new ReviewReader((YassonJsonb) JsonbBuilder.create());

    @Test
    void aWrongKindIsQuotedInShortAndWithoutControlCharacters() {
        byte[] body = "{\"apiVersion\":\"v1\",\"kind\":\"a\\u001b[31m\\n%s\"}"
                .formatted("b".repeat(1_000))
                .getBytes(StandardCharsets.UTF_8);
        String message = String.valueOf(assertThrows(MalformedReviewException.class, () -> reader.read(body))
                .getMessage());
        assertEquals(
                "not an AdmissionReview of admission.k8s.io/v1, but \"a[31m%s…\" of \"v1\"".formatted("b".repeat(57)),
                message);
    }
}
