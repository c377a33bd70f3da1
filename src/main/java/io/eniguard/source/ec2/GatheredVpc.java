package io.eniguard.source.ec2;

import io.eniguard.vpc.VpcSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Combines the facts from all readings and look-ups so far. After each reading, and after each look-up that found something, the sink
 * receives a snapshot of all facts so far. This class is safe for use by several threads.
 */
final class GatheredVpc {

    private final Consumer<VpcSnapshot> sink;
    private final List<LookedUp> lookedUp = new ArrayList<>();
    private VpcSnapshot snapshot = VpcSnapshot.nothing(VpcReader.SOURCE);

    private record LookedUp(VpcSnapshot members, Instant at) {}

    /** @param sink receives the snapshots in order, one at a time */
    GatheredVpc(Consumer<VpcSnapshot> sink) {
        this.sink = sink;
    }

    synchronized VpcSnapshot snapshot() {
        return snapshot;
    }

    /**
     * Adds a reading. Members that were looked up after the start of the reading are kept, because the answers of the reading may be older.
     */
    synchronized void add(Reading reading) {
        Instant began = reading.snapshot().origin().asOf().orElse(Instant.EPOCH);
        lookedUp.removeIf(earlier -> earlier.at().isBefore(began));
        VpcSnapshot next = reading.over(snapshot);
        for (LookedUp later : lookedUp) {
            next = next.with(later.members());
        }
        publish(next);
    }

    /** @param at the time at which the look-up ended */
    synchronized void add(Found found, Instant at) {
        if (found.members().knowsAnything()) {
            lookedUp.add(new LookedUp(found.members(), at));
            publish(snapshot.with(found.members()));
        }
    }

    private void publish(VpcSnapshot next) {
        snapshot = next;
        sink.accept(next);
    }
}
