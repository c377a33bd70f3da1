package io.eniguard.server.facts;

import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.server.settings.ServerSettings;
import io.eniguard.source.ec2.Reading;
import io.eniguard.source.ec2.RefreshPace;
import io.eniguard.source.ec2.RefreshPace.Met;
import io.eniguard.source.ec2.VpcReader;
import io.eniguard.source.ec2.Wanted;
import io.eniguard.vpc.VpcLayout;
import io.eniguard.vpc.VpcSnapshot;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Reads the VPC from EC2 again and again, on a thread of its own: neither the start nor a review waits for it. */
@Singleton
class VpcRefresher {

    private static final Logger LOG = Logger.getLogger(VpcRefresher.class);

    /** The cluster's objects say where to ask and for what; without them the first reading would be of too much. */
    private static final Duration WAIT_FOR_CLUSTER = Duration.ofSeconds(20);

    private static final Duration LOOK = Duration.ofMillis(50);

    private final ServerSettings settings;
    private final Knowledge knowledge;
    private final Ec2Telemetry telemetry;
    private @Nullable Thread thread;
    private volatile @Nullable VpcReader reader;
    private List<String> told = List.of();

    VpcRefresher(ServerSettings settings, Knowledge knowledge, Ec2Telemetry telemetry) {
        this.settings = settings;
        this.knowledge = knowledge;
        this.telemetry = telemetry;
    }

    void start(BooleanSupplier clusterIsKnown) {
        Thread started = new Thread(() -> run(clusterIsKnown), "ec2-refresh");
        started.setDaemon(true);
        started.start();
        thread = started;
    }

    /** Empty before the first reading, and where the facts do not come from EC2. */
    Optional<VpcReader> reader() {
        return Optional.ofNullable(reader);
    }

    void stop(@Observes ShutdownEvent event) {
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void run(BooleanSupplier clusterIsKnown) {
        RefreshPace pace = new RefreshPace(settings.parameters().maxAge(), new SplittableRandom());
        try (VpcReader opened = new VpcReader(settings.ec2(), telemetry)) {
            reader = opened;
            for (long waited = 0;
                    !clusterIsKnown.getAsBoolean() && waited < WAIT_FOR_CLUSTER.toMillis();
                    waited += LOOK.toMillis()) {
                Thread.sleep(LOOK.toMillis());
            }
            while (!Thread.currentThread().isInterrupted()) {
                long started = System.nanoTime();
                boolean isInformed = clusterIsKnown.getAsBoolean();
                Met met = guarded(opened);
                Duration took = Duration.ofNanos(System.nanoTime() - started);
                telemetry.refreshed(took);
                Thread.sleep(pace.after(isInformed ? met : Met.FAILURE, took).toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    // The edge of this loop: one failure must not end it.
    private Met guarded(VpcReader reader) {
        try {
            return refresh(reader);
        } catch (RuntimeException e) {
            LOG.errorf(e, "Reading the VPC failed: a bug in eniguard");
            return Met.FAILURE;
        }
    }

    private Met refresh(VpcReader reader) {
        ClusterSnapshot cluster = knowledge.world().cluster();
        Reading reading = reader.read(Wanted.by(cluster));
        VpcSnapshot before = knowledge.world().vpc();
        knowledge.learn(reading);
        VpcSnapshot now = knowledge.world().vpc();
        tell(reading);
        if (reading.isThrottled()) {
            return Met.THROTTLING;
        } else if (reading.mayGoBetter()) {
            return Met.FAILURE;
        }
        return before.knowsAnything() && !VpcLayout.of(now).equals(VpcLayout.of(before)) ? Met.CHANGE : Met.NOTHING_NEW;
    }

    /** What is missing is told once, not every minute. */
    private void tell(Reading reading) {
        List<String> reasons = reading.reasons();
        if (reasons.equals(told)) {
            return;
        }
        reasons.stream().filter(reason -> !told.contains(reason)).forEach(reason -> LOG.warnf("EC2: %s", reason));
        if (reasons.isEmpty()) {
            LOG.info("Read the VPC from EC2");
        }
        told = reasons;
    }
}
