package io.eniguard.server.facts;

import io.eniguard.server.settings.ServerSettings;
import io.eniguard.source.ec2.LiveVpc;
import io.eniguard.source.ec2.LiveVpc.Refresh;
import io.eniguard.source.ec2.ReadingOutcome;
import io.eniguard.source.ec2.RefreshPace;
import io.eniguard.source.ec2.Wanted;
import io.eniguard.threads.DaemonThreads;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Refreshes the facts from EC2 repeatedly on a separate thread, so that neither the start of the server nor a review has to wait. */
@Singleton
class VpcRefresher {

    private static final Logger LOG = Logger.getLogger(VpcRefresher.class);

    /**
     * The longest time that the first reading waits for the cluster's objects. These objects name the region, the VPC and the subnets to
     * read. Without the names, the first reading would be too large.
     */
    private static final Duration WAIT_FOR_CLUSTER = Duration.ofSeconds(20);

    private final ServerSettings settings;
    private final Knowledge knowledge;
    private final LiveVpc vpc;
    private final Ec2Telemetry telemetry;
    private final RefreshLog log = new RefreshLog(LOG::info, LOG::warn);
    private @Nullable Thread thread;

    VpcRefresher(ServerSettings settings, Knowledge knowledge, LiveVpc vpc, Ec2Telemetry telemetry) {
        this.settings = settings;
        this.knowledge = knowledge;
        this.vpc = vpc;
        this.telemetry = telemetry;
    }

    /** @param clusterKnown completes when the cluster's objects are known */
    void start(Future<?> clusterKnown) {
        Thread started = DaemonThreads.named("ec2-refresh").newThread(() -> run(clusterKnown));
        started.start();
        thread = started;
    }

    void stop(@Observes ShutdownEvent event) {
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void run(Future<?> clusterKnown) {
        RefreshPace pace = new RefreshPace(settings.parameters().maxAge(), new SplittableRandom());
        try {
            await(clusterKnown, WAIT_FOR_CLUSTER);
            while (!Thread.currentThread().isInterrupted()) {
                long started = System.nanoTime();
                boolean isInformed = clusterKnown.isDone();
                ReadingOutcome outcome = guarded();
                Duration took = Duration.ofNanos(System.nanoTime() - started);
                telemetry.refreshed(took);
                if (isInformed) {
                    TimeUnit.NANOSECONDS.sleep(pace.after(outcome, took).toNanos());
                } else {
                    await(clusterKnown, pace.after(ReadingOutcome.FAILED, took));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(Future<?> event, Duration limit) throws InterruptedException {
        try {
            event.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            LOG.debugf("The cluster's objects are still unknown after %s", limit);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    // Every RuntimeException is caught here, since one failure must not end the loop.
    private ReadingOutcome guarded() {
        try {
            Refresh refresh = vpc.refresh(Wanted.by(knowledge.world().cluster()));
            if (!Thread.currentThread().isInterrupted()) {
                log.refreshed(refresh);
            }
            return refresh.outcome();
        } catch (RuntimeException e) {
            LOG.errorf(e, "Reading the VPC failed: a bug in eniguard");
            return ReadingOutcome.FAILED;
        }
    }
}
