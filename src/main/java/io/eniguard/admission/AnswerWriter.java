package io.eniguard.admission;

import io.eniguard.policy.Action;
import io.eniguard.policy.Exempted;
import io.eniguard.review.Judged;
import io.eniguard.review.Notice;
import io.eniguard.review.Patch;
import io.eniguard.review.Verdict;
import io.eniguard.review.Verdict.Decision;
import io.eniguard.text.MessageLine;
import io.eniguard.world.World;
import jakarta.json.bind.Jsonb;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes the answers to the API server. Safe for use by several threads. */
public final class AnswerWriter {

    /** The maximum length of all warnings together. API servers cut or drop warnings beyond this length (endpoints/filters/warning.go). */
    private static final int ALL_WARNINGS = 4096;

    private final Jsonb jsonb;

    public AnswerWriter(Jsonb jsonb) {
        this.jsonb = jsonb;
    }

    /**
     * Returns the answer of the validating webhook. The answer has no patch, since API servers treat a patch from a validating webhook as
     * an error.
     */
    public byte[] validated(Question question, Verdict verdict, World world) {
        AdmissionReview.Response response = response(question.uid(), verdict, world);
        response.allowed = !verdict.isDenied();
        if (verdict.isDenied()) {
            response.status = Denial.status(question.request().orElseThrow().id(), verdict);
        }
        return write(response);
    }

    /** Returns the answer of the mutating webhook. The answer never denies the request. */
    public byte[] mutated(Question question, Verdict verdict, World world) {
        AdmissionReview.Response response = response(question.uid(), verdict, world);
        response.allowed = true;
        if (!verdict.patch().isEmpty()) {
            response.patchType = "JSONPatch";
            response.patch = Base64.getEncoder().encodeToString(jsonPatch(verdict.patch()));
        }
        return write(response);
    }

    private static AdmissionReview.Response response(String uid, Verdict verdict, World world) {
        AdmissionReview.Response response = new AdmissionReview.Response();
        response.uid = uid;
        response.warnings = warnings(verdict);
        response.auditAnnotations = auditAnnotations(verdict, world);
        return response;
    }

    private static Map<String, String> auditAnnotations(Verdict verdict, World world) {
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put("decision", decision(verdict));
        if (!verdict.findings().isEmpty()) {
            annotations.put("rules", rules(verdict));
        }
        String exempted = verdict.findings().stream()
                .flatMap(judged ->
                        judged.consequence().exempted().stream().map(exemption -> exempted(judged, exemption)))
                .distinct()
                .collect(Collectors.joining(","));
        if (!exempted.isEmpty()) {
            annotations.put("exempted", exempted);
        }
        verdict.brokenGlass()
                .ifPresent(glass -> annotations.put("break-glass", "%s: %s".formatted(glass.policy(), glass.reason())));
        if (world.vpc().knowsAnything()) {
            annotations.put(
                    "snapshot-age-seconds",
                    String.valueOf(world.age().orElse(Duration.ZERO).toSeconds()));
        }
        return annotations;
    }

    private static String exempted(Judged judged, Exempted exemption) {
        return "%s by %s until %s"
                .formatted(judged.rule(), exemption.policy(), exemption.until().text());
    }

    /** Returns {@code allow}, {@code warn} or {@code deny}. */
    public static String decision(Verdict verdict) {
        return word(verdict.decision());
    }

    /** Returns the spelling of the decision in audit annotations and metrics. */
    public static String word(Decision decision) {
        return switch (decision) {
            case PASS -> "allow";
            case WARN -> "warn";
            case DENY -> "deny";
        };
    }

    /** Returns the ids of the findings' rules, separated by commas and without duplicates. */
    public static String rules(Verdict verdict) {
        return verdict.findings().stream().map(Judged::rule).distinct().collect(Collectors.joining(","));
    }

    private static @Nullable List<String> warnings(Verdict verdict) {
        List<String> warnings = new ArrayList<>();
        int room = ALL_WARNINGS;
        for (String line : lines(verdict)) {
            String warning = MessageLine.cut(line);
            room -= warning.length();
            if (room >= 0) {
                warnings.add(warning);
            }
        }
        return warnings.isEmpty() ? null : warnings;
    }

    private static List<String> lines(Verdict verdict) {
        return Stream.concat(
                        verdict.findings(Action.WARN).map(Judged::line),
                        verdict.notices().stream().map(Notice::line))
                .toList();
    }

    private byte[] jsonPatch(Patch patch) {
        List<Map<String, Object>> operations = new ArrayList<>();
        for (Patch.Add add : patch.operations()) {
            Map<String, Object> operation = new LinkedHashMap<>();
            operation.put("op", "add");
            operation.put("path", add.pointer());
            operation.put("value", add.value());
            operations.add(operation);
        }
        return jsonb.toJson(operations).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] write(AdmissionReview.Response response) {
        AdmissionReview review = new AdmissionReview();
        review.apiVersion = AdmissionReview.API_VERSION;
        review.kind = AdmissionReview.KIND;
        review.response = response;
        return jsonb.toJson(review).getBytes(StandardCharsets.UTF_8);
    }
}
