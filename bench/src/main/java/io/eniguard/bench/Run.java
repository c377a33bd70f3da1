package io.eniguard.bench;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * One run of load over a set of lanes. All methods except {@link #ended()} are called on the event loop of the lanes.
 *
 * <p>With a pace by the clock, a request waits if no lane is free, and its latency includes the wait. A stalled server therefore cannot
 * hide its delay.
 */
final class Run {
    private static final long LONGEST = TimeUnit.MINUTES.toNanos(5);
    private static final int SHOWN = 200;

    private final List<Request> requests;
    private final Deque<Lane> idle;
    private final Deque<Long> waiting = new ArrayDeque<>();
    private final Histogram latencies = new Histogram(LONGEST, 3);
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Pace pace;
    private final long start = System.nanoTime();
    private int next;
    private int underWay;
    private boolean isFinishing;
    private long lastAnswer = start;
    private long failures;
    private @Nullable String firstFailure;

    /** The event that makes a request due. */
    enum Pace {
        /** The answer to the previous request on the same lane. */
        BY_ANSWERS,
        /** The clock, independent of the server. */
        BY_CLOCK
    }

    Run(List<Request> requests, List<? extends Lane> lanes, Pace pace) {
        this.requests = requests;
        this.pace = pace;
        idle = new ArrayDeque<>(lanes);
    }

    /** Sends the first request on every lane. Used for a pace by answers. */
    void fill() {
        for (Lane lane = idle.poll(); lane != null; lane = idle.poll()) {
            send(lane, System.nanoTime());
        }
    }

    /** Adds a request that is due at this time of {@link System#nanoTime()}. Used for a pace by the clock. */
    void due(long at) {
        Lane lane = idle.poll();
        if (lane == null) {
            waiting.add(at);
        } else {
            send(lane, at);
        }
    }

    /** Stops adding requests. The run ends with the last answer. */
    void finish() {
        isFinishing = true;
        endIfDone();
    }

    /** Completes when every request is answered or lost, and fails when no lane is left. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    /** Returns the result. May be called only after the run has ended. */
    Measurement measurement(Duration generatorCpu) {
        return new Measurement(
                latencies.getTotalCount(),
                new Measurement.Failures(failures, Optional.ofNullable(firstFailure)),
                Duration.ofNanos(Math.max(1, lastAnswer - start)),
                Measurement.Latency.of(latencies),
                generatorCpu);
    }

    void answered(SentRequest exchange, Lane lane, int status, ByteBuf body) {
        lastAnswer = System.nanoTime();
        if (status == 200 && exchange.request().isAnsweredBy(body)) {
            latencies.recordValue(Math.min(LONGEST, lastAnswer - exchange.dueAt()));
        } else {
            String text =
                    body.toString(body.readerIndex(), Math.min(SHOWN, body.readableBytes()), StandardCharsets.UTF_8);
            count("status " + status + ", " + text);
        }
        free(lane);
    }

    void failed(Lane lane, String why) {
        count(why);
        free(lane);
    }

    void lost(String why) {
        count(why);
        underWay--;
        if (underWay == 0 && idle.isEmpty()) {
            ended.completeExceptionally(new IOException("no connection is left: " + why));
        }
        endIfDone();
    }

    private void send(Lane lane, long dueAt) {
        Request request = requests.get(next);
        next = (next + 1) % requests.size();
        underWay++;
        lane.send(new SentRequest(this, request, dueAt));
    }

    private void free(Lane lane) {
        underWay--;
        Long late = waiting.poll();
        if (late != null) {
            send(lane, late);
        } else if (pace == Pace.BY_ANSWERS && !isFinishing) {
            send(lane, System.nanoTime());
        } else {
            idle.add(lane);
            endIfDone();
        }
    }

    private void count(String failure) {
        failures++;
        if (firstFailure == null) {
            firstFailure = failure;
        }
    }

    private void endIfDone() {
        if (isFinishing && underWay == 0 && waiting.isEmpty()) {
            ended.complete(null);
        }
    }
}
