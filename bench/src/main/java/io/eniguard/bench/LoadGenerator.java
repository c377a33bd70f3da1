package io.eniguard.bench;

import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends AdmissionReviews to a server on loopback over TLS and measures its answers. A single thread sends and reads everything, so that
 * the server gets most of both cores of a machine with two cores.
 *
 * <p>Connections are opened once and stay open. This class is not thread-safe.
 */
public final class LoadGenerator implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ServerAddress endpoint;
    private final NioEventLoopGroup loop = new NioEventLoopGroup(1, new DefaultThreadFactory("load", true));
    private final List<Lane> lanes = new ArrayList<>();

    /**
     * Opens the connections.
     *
     * @param atOnce the maximum number of concurrent requests: HTTP/1.1 connections (usually 16), or streams of one HTTP/2 connection (64)
     * @throws IOException if the server cannot be reached or does not support the protocol
     */
    public static LoadGenerator connect(ServerAddress endpoint, Protocol protocol, int atOnce) throws IOException {
        var generator = new LoadGenerator(endpoint);
        try {
            generator.lanes.addAll(new LaneConnector(endpoint, generator.loop).open(protocol, atOnce));
            return generator;
        } catch (IOException e) {
            generator.close();
            throw e;
        }
    }

    private LoadGenerator(ServerAddress endpoint) {
        this.endpoint = endpoint;
    }

    /** Runs full load: as soon as a request is answered, the next one is sent. */
    public Measurement atFullLoad(List<Review> reviews, Duration duration) throws IOException {
        var run = new Run(requests(reviews), lanes, Run.Pace.BY_ANSWERS);
        Duration before = cpu();
        loop.execute(run::fill);
        // The run ends by itself only if the server has stopped.
        hasEnded(run, duration);
        loop.execute(run::finish);
        await(run);
        return run.measurement(cpu().minus(before));
    }

    /**
     * Sends requests at a fixed rate, even if the server is too slow. Latency counts from the time when a request was due, so that a stall
     * shows in every delayed request and not only in one.
     */
    public Measurement atRate(List<Review> reviews, int perSecond, Duration duration) throws IOException {
        var run = new Run(requests(reviews), lanes, Run.Pace.BY_CLOCK);
        Duration before = cpu();
        long start = System.nanoTime();
        long count = Math.max(1, duration.toMillis() * perSecond / 1_000);
        for (long i = 0; i < count; i++) {
            long due = start + i * TimeUnit.SECONDS.toNanos(1) / perSecond;
            // This thread keeps the time, because the timers of the event loop are up to a millisecond late.
            waitUntil(due);
            loop.execute(() -> run.due(due));
        }
        loop.execute(run::finish);
        await(run);
        return run.measurement(cpu().minus(before));
    }

    private List<Request> requests(List<Review> reviews) {
        return reviews.stream().map(review -> new Request(review, endpoint)).toList();
    }

    private static void waitUntil(long nanoTime) throws IOException {
        for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new IOException("interrupted");
            }
            LockSupport.parkNanos(left);
        }
    }

    private static void await(Run run) throws IOException {
        if (!hasEnded(run, PATIENCE)) {
            throw new IOException("answers are missing after " + PATIENCE.toSeconds() + " s");
        }
    }

    private static boolean hasEnded(Run run, Duration within) throws IOException {
        try {
            run.ended().get(within.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IOException(e.getCause() == null ? null : e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    static IOException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IOException("interrupted", e);
    }

    private static Duration cpu() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        return system instanceof com.sun.management.OperatingSystemMXBean process
                ? Duration.ofNanos(process.getProcessCpuTime())
                : Duration.ZERO;
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
