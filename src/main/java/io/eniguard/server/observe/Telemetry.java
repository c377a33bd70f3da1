package io.eniguard.server.observe;

import io.eniguard.admission.AnswerWriter;
import io.eniguard.admission.Question;
import io.eniguard.admission.ReviewObserver;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.review.Judged;
import io.eniguard.review.Verdict;
import io.eniguard.review.Verdict.Decision;
import io.eniguard.server.settings.LimitedLog;
import io.eniguard.server.settings.Periodically;
import io.eniguard.text.MessageLine;
import io.eniguard.text.PlainText;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Counts reviews, refusals and failures, and logs them. */
@Singleton
public class Telemetry implements ReviewObserver {

    private static final Logger LOG = Logger.getLogger(Telemetry.class);

    /**
     * The statuses of refusals that are logged elsewhere with more details: 403 by the check of client names, 500 as a failure, and 504 as
     * a missed deadline.
     */
    private static final Set<Integer> LOGGED_ELSEWHERE = Set.of(403, 500, 504);

    private static final Duration[] BUCKETS = {
        Duration.ofNanos(50_000),
        Duration.ofNanos(100_000),
        Duration.ofNanos(250_000),
        Duration.ofNanos(500_000),
        Duration.ofMillis(1),
        Duration.ofNanos(2_500_000),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(3)
    };

    /** The tags of a counter. The number of different keys is limited, whatever clients send. */
    private record Key(String one, String two, String three) {}

    private final MeterRegistry registry;
    private final DecisionLog decisions;
    private final Timer timer;
    private final LimitedLog warnings = new LimitedLog(LOG::warn);
    private final LimitedLog errors = new LimitedLog(LOG::error);
    private final Counter brokenGlass;
    private final Map<Key, Counter> reviews = new ConcurrentHashMap<>();
    private final Map<Key, Counter> findings = new ConcurrentHashMap<>();

    Telemetry(MeterRegistry registry, DecisionLog decisions) {
        this.registry = registry;
        this.decisions = decisions;
        this.timer = Timer.builder("eniguard.review")
                .description("Time from a request's first byte to its answer")
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
        this.brokenGlass = Counter.builder("eniguard.break.glass")
                .description("Requests whose denials became warnings by break glass")
                .register(registry);
        // All series of reviews start at 0. If a series started with its first denial, it would show no increase, and
        // no alert would fire.
        for (ReviewedKind kind : ReviewedKind.values()) {
            kind.operations()
                    .forEach(operation -> Stream.of(Decision.values())
                            .map(AnswerWriter::word)
                            .forEach(decision -> reviews(kind.kind(), operation, decision)));
        }
    }

    void start(@Observes StartupEvent event, Periodically periodically) {
        periodically.always(warnings::flush);
        periodically.always(errors::flush);
    }

    @Override
    public void reviewed(Question question, String kind, Verdict verdict, Duration took) {
        timer.record(took);
        // The number of series is limited, since the reader only accepts the four operations of Kubernetes.
        reviews(kind, question.operation(), AnswerWriter.decision(verdict)).increment();
        for (Judged judged : verdict.findings()) {
            findings.computeIfAbsent(new Key(judged.rule(), judged.action().word(), ""), this::findingCounter)
                    .increment();
        }
        if (verdict.brokenGlass().isPresent()) {
            brokenGlass.increment();
        }
        decisions.log(question, kind, verdict, took);
    }

    private Counter reviews(String kind, String operation, String decision) {
        return reviews.computeIfAbsent(new Key(kind, operation, decision), this::reviewCounter);
    }

    private Counter reviewCounter(Key key) {
        return Counter.builder("eniguard.reviews")
                .description("Admission reviews answered")
                .tag("kind", key.one())
                .tag("operation", key.two())
                .tag("decision", key.three())
                .register(registry);
    }

    private Counter findingCounter(Key key) {
        return Counter.builder("eniguard.findings")
                .description("Findings of rules in admission reviews")
                .tag("rule", key.one())
                .tag("action", key.two())
                .register(registry);
    }

    @Override
    public void refused(int status, String reason) {
        registry.counter("eniguard.refused.requests", "status", String.valueOf(status))
                .increment();
        if (!LOGGED_ELSEWHERE.contains(status)) {
            warnings.log(
                    "refused " + status,
                    "Refused a request with HTTP %d: %s".formatted(status, MessageLine.cut(reason)),
                    null);
        }
    }

    @Override
    public void late(Optional<Question> question) {
        warnings.log("late", "Review %s missed its deadline".formatted(uid(question)), null);
    }

    @Override
    public void failed(Optional<Question> question, Throwable failure) {
        if (failure instanceof OutOfMemoryError) {
            errors.log(
                    "memory",
                    "Review %s needs more memory than is available: %s".formatted(uid(question), failure.getMessage()),
                    null);
        } else {
            errors.log(
                    "failed " + failure.getClass().getName(),
                    "Review %s failed: a bug in eniguard".formatted(uid(question)),
                    failure);
        }
    }

    @Override
    public void unobserved(Throwable failure) {
        errors.log("unobserved", "A review could not be counted or logged: a bug in eniguard", failure);
    }

    /**
     * Returns the uid for a log line, or words that replace the uid if the review could not be read. A long uid is cut, because the sender
     * chooses its length.
     */
    private static String uid(Optional<Question> question) {
        return question.map(read -> PlainText.cut(read.uid(), DecisionLog.LONGEST_TEXT))
                .orElse("that could not be read");
    }
}
