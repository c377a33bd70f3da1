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
 * One run of load over a set of lanes. Lives on their event loop: every call but {@link #ended()} is made there.
 *
 * <p>With a pace by the clock, a request that finds no lane free waits, and its waiting counts: a server that stalls
 * cannot slow down the clock that it is measured by.
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

    /** What makes a request due. */
    enum Pace {
        /** The answer to the one before it, on the same lane. */
        BY_ANSWERS,
        /** The clock, whatever the server does. */
        BY_CLOCK
    }

    Run(List<Request> requests, List<? extends Lane> lanes, Pace pace) {
        this.requests = requests;
        this.pace = pace;
        idle = new ArrayDeque<>(lanes);
    }

    /** Sends the first request on every lane, for a pace by answers. */
    void fill() {
        for (Lane lane = idle.poll(); lane != null; lane = idle.poll()) {
            send(lane, System.nanoTime());
        }
    }

    /** A request was due at this time of {@link System#nanoTime()}, for a pace by the clock. */
    void due(long at) {
        Lane lane = idle.poll();
        if (lane == null) {
            waiting.add(at);
        } else {
            send(lane, at);
        }
    }

    /** No more requests become due; the run ends with the last answer. */
    void finish() {
        isFinishing = true;
        endIfDone();
    }

    /** Done when every request is answered or lost; failed when there is no lane left to send on. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    /** Only to be called when the run has ended. */
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
