package io.eniguard.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eniguard.report.Style;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class RenderingTest {

    private static final DoctorReport REPORT = new DoctorReport(
            List.of(
                    Result.ok("region", "us-west-2 (AWS_REGION)"),
                    Result.problem("endpoints", "0 of 2 ready", "see kubectl get pods"),
                    Result.unknown("facts", "no pod is ready", "see endpoints")),
            true,
            List.of());

    @Test
    void textHasOneLineForEachSubjectWithItsFixBelow() {
        assertEquals("""
                ok       region     us-west-2 (AWS_REGION)
                problem  endpoints  0 of 2 ready
                                    Fix: see kubectl get pods
                unknown  facts      no pod is ready
                                    Fix: see endpoints
                3 subjects: 1 fine, 1 with problems, 0 with warnings, 1 unknown
                """, text(Style.PLAIN));
    }

    @Test
    void onlyTheStateIsColoured() {
        assertEquals(text(Style.PLAIN), text(Style.COLOURED).replaceAll("\u001B\\[[0-9;]*m", ""));
        assertEquals(
                "\u001B[1;31mproblem\u001B[0m  endpoints  0 of 2 ready",
                text(Style.COLOURED).lines().toList().get(1));
    }

    @Test
    void jsonHasItsFieldsInAFixedOrder() throws IOException {
        StringWriter out = new StringWriter();
        JsonRendering.write(new DoctorReport(REPORT.results().subList(0, 2), true, List.of()), out);
        assertEquals("""
                {
                  "apiVersion": "eniguard.io/v1alpha1",
                  "kind": "DoctorReport",
                  "summary": {
                    "subjects": 2,
                    "ok": 1,
                    "warning": 0,
                    "problem": 1,
                    "unknown": 0
                  },
                  "results": [
                    {
                      "subject": "region",
                      "state": "ok",
                      "message": "us-west-2 (AWS_REGION)",
                      "fix": null
                    },
                    {
                      "subject": "endpoints",
                      "state": "problem",
                      "message": "0 of 2 ready",
                      "fix": "see kubectl get pods"
                    }
                  ]
                }
                """, out.toString());
    }

    private static String text(Style style) {
        StringWriter out = new StringWriter();
        TextRendering.write(REPORT, new PrintWriter(out), style);
        return out.toString();
    }
}
