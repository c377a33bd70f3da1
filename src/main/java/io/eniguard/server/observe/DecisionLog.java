package io.eniguard.server.observe;

import io.eniguard.admission.AnswerWriter;
import io.eniguard.admission.Denial;
import io.eniguard.admission.Question;
import io.eniguard.clock.WorldClock;
import io.eniguard.cluster.ObjectId;
import io.eniguard.review.ReviewRequest;
import io.eniguard.review.Verdict;
import io.eniguard.text.PlainText;
import jakarta.inject.Singleton;
import jakarta.json.bind.Jsonb;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/** Logs one line of JSON for each denial and each patch. Other reviews are logged at level DEBUG. */
@Singleton
class DecisionLog {

    /** The logger of a separate category. Lines of this category are logged without the usual prefix. */
    private static final Logger LOG = Logger.getLogger("io.eniguard.decisions");

    /**
     * The maximum length of a logged text. Kubernetes names have at most 253 characters, and uids have 36. A longer uid is cut in the log
     * but not in the answer.
     */
    static final int LONGEST_TEXT = 256;

    /**
     * The maximum length of a logged message. Container runtimes split lines of more than 16 KiB (containerd, pkg/cri/io/logger.go), and
     * JSON may escape one character with six characters.
     */
    private static final int LONGEST_MESSAGE = 2_000;

    private final Jsonb jsonb;

    DecisionLog(Jsonb jsonb) {
        this.jsonb = jsonb;
    }

    void log(Question question, String kind, Verdict verdict, Duration took) {
        boolean hadEffect = verdict.isDenied()
                || !verdict.patch().isEmpty()
                || verdict.brokenGlass().isPresent();
        Logger.Level level = hadEffect ? Logger.Level.INFO : Logger.Level.DEBUG;
        if (LOG.isEnabled(level)) {
            LOG.log(level, PlainText.escaped(jsonb.toJson(line(question, kind, verdict, took))));
        }
    }

    private static Map<String, Object> line(Question question, String kind, Verdict verdict, Duration took) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time", WorldClock.now().toString());
        line.put("uid", cut(question.uid()));
        line.put("kind", kind);
        line.put(
                "name",
                cut(question.request()
                        .map(ReviewRequest::id)
                        .map(ObjectId::name)
                        .orElse("")));
        line.put(
                "user",
                cut(question.request()
                        .map(request -> request.requester().username())
                        .orElse("")));
        line.put("operation", question.operation());
        line.put("decision", AnswerWriter.decision(verdict));
        line.put("patched", !verdict.patch().isEmpty());
        line.put(
                "rules",
                verdict.findings().stream()
                        .map(judged -> judged.rule())
                        .distinct()
                        .toList());
        if (verdict.isDenied()) {
            question.request().ifPresent(request -> line.put("message", message(request.id(), verdict)));
        }
        verdict.brokenGlass().ifPresent(glass -> {
            line.put("breakGlass", glass.policy());
            line.put("reason", glass.reason());
        });
        line.put("milliseconds", Math.round(took.toNanos() / 1e3) / 1e3);
        return line;
    }

    /** Returns the message that the requester receives, on one line. */
    private static String message(ObjectId object, Verdict verdict) {
        return PlainText.cut(PlainText.oneLine(Denial.message(object, verdict)), LONGEST_MESSAGE);
    }

    private static String cut(String text) {
        return PlainText.cut(text, LONGEST_TEXT);
    }
}
