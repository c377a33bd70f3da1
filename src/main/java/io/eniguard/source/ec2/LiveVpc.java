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
 * Keeps the facts about the VPC up to date in a program that runs for a long time. Each refresh reads the whole VPC. Single ids can be
 * looked up at any time. A new snapshot is published after each refresh, and after each look-up with a result. An instance owns all
 * connections to EC2.
 */
public final class LiveVpc implements AutoCloseable {

    /**
     * The time limit of a look-up. The limit is longer than the time that webhooks wait, because an answer that is too late for one request
     * can be used for the next request.
     */
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
     * @param took the duration of the reading
     */
    public record Refresh(Reading reading, ReadingOutcome outcome, Duration took) {}

    /**
     * Reads the whole VPC, as {@link VpcReader#read(Wanted)} does, and publishes the new snapshot. Two threads must not call this method at
     * the same time.
     */
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
     * Looks up a subnet or a security group. The future completes after the snapshot with the result was published. The future's value is
     * empty, or the reason why the look-up failed. The future never completes exceptionally.
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
