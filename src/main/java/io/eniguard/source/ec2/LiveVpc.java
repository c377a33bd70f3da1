package io.eniguard.source.ec2;

import io.eniguard.aws.AwsSettings;
import io.eniguard.aws.CallObserver;
import io.eniguard.cluster.EniConfig;
import io.eniguard.vpc.VpcLayout;
import io.eniguard.vpc.VpcSnapshot;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The VPC as EC2 describes it, for a program that keeps running. It reads the whole VPC at each refresh and looks up single ids in between,
 * and publishes a new snapshot after each of them. One object owns all connections to EC2.
 */
public final class LiveVpc implements AutoCloseable {

    /** The limit of a look-up. It is longer than webhooks wait, because an answer that is late for one request helps the next one. */
    private static final Duration LOOK_UP = Duration.ofSeconds(4);

    private final VpcReader reader;
    private final Clock clock;
    private final GatheredVpc gathered;
    private final IdLookUp lookUp = new IdLookUp(this::search);

    /** @param sink receives each new snapshot, in order, on the thread that made the calls */
    public LiveVpc(AwsSettings settings, CallObserver observer, Consumer<VpcSnapshot> sink) {
        this(new VpcReader(settings, observer), Clock.systemUTC(), sink);
    }

    LiveVpc(VpcReader reader, Clock clock, Consumer<VpcSnapshot> sink) {
        this.reader = reader;
        this.clock = clock;
        this.gathered = new GatheredVpc(sink);
    }

    /**
     * The result of a refresh.
     *
     * @param took how long the reading took
     */
    public record Refresh(Reading reading, ReadingOutcome outcome, Duration took) {}

    /** Reads the whole VPC, as {@link VpcReader#read(Wanted)} does, and publishes the new snapshot. Not for two threads at once. */
    public Refresh refresh(Wanted wanted) {
        long started = System.nanoTime();
        Reading reading = reader.read(wanted);
        VpcSnapshot before = gathered.snapshot();
        gathered.add(reading);
        return new Refresh(
                reading, outcome(reading, before, gathered.snapshot()), Duration.ofNanos(System.nanoTime() - started));
    }

    private static ReadingOutcome outcome(Reading reading, VpcSnapshot before, VpcSnapshot now) {
        if (reading.isThrottled()) {
            return ReadingOutcome.THROTTLED;
        } else if (reading.isWorthRepeating()) {
            return ReadingOutcome.FAILED;
        }
        return before.knowsAnything() && !VpcLayout.of(now).equals(VpcLayout.of(before))
                ? ReadingOutcome.CHANGED
                : ReadingOutcome.UNCHANGED;
    }

    /**
     * Looks up a subnet or a security group. The future completes after the snapshot with the result was published: empty, or with the
     * reason why the look-up failed. It never completes exceptionally.
     */
    public CompletableFuture<Optional<String>> find(String id) {
        return lookUp.of(id);
    }

    private Optional<String> search(Set<String> ids) {
        Set<String> subnets = ids.stream().filter(EniConfig::isSubnetId).collect(Collectors.toSet());
        Set<String> groups = ids.stream().filter(id -> !subnets.contains(id)).collect(Collectors.toSet());
        Found found = reader.find(subnets, groups, gathered.snapshot(), LOOK_UP);
        gathered.add(found, clock.instant());
        return found.failure();
    }

    @Override
    public void close() {
        lookUp.close();
        reader.close();
    }
}
