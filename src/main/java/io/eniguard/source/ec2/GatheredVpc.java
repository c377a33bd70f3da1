package io.eniguard.source.ec2;

import io.eniguard.vpc.VpcSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The facts that readings and look-ups of EC2 have brought so far. Each result is added as a whole, and the sink gets one complete
 * snapshot for it. For several threads.
 */
final class GatheredVpc {

    private final Consumer<VpcSnapshot> sink;
    private final List<LookedUp> lookedUp = new ArrayList<>();
    private VpcSnapshot snapshot = VpcSnapshot.nothing(VpcReader.SOURCE);

    private record LookedUp(VpcSnapshot members, Instant at) {}

    /** @param sink gets the snapshots in order, and one at a time */
    GatheredVpc(Consumer<VpcSnapshot> sink) {
        this.sink = sink;
    }

    synchronized VpcSnapshot snapshot() {
        return snapshot;
    }

    /** Adds a reading. Members that were looked up after it began stay, since EC2 may not have listed them yet. */
    synchronized void add(Reading reading) {
        Instant began = reading.snapshot().origin().asOf().orElse(Instant.EPOCH);
        lookedUp.removeIf(earlier -> earlier.at().isBefore(began));
        VpcSnapshot next = reading.over(snapshot);
        for (LookedUp later : lookedUp) {
            next = next.with(later.members());
        }
        publish(next);
    }

    /** @param at when the look-up ended */
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
