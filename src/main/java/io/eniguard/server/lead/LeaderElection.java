package io.eniguard.server.lead;

import io.eniguard.kube.Lease;
import io.eniguard.kube.LeaseStore;
import io.eniguard.kube.RefusedRequestException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether this process leads, as client-go's leader election does (kubernetes/client-go, tools/leaderelection). Whether a foreign
 * lease has expired depends only on how long the local monotonic clock has seen the lease unchanged. Therefore clocks of different nodes
 * need not agree. The leader stops leading by its own clock {@value #DEADLINE_SECONDS} s after the start of its last successful renewal,
 * which is before another process may take the lease. Safe for use by several threads.
 */
final class LeaderElection {

    static final Duration LEASE = Duration.ofSeconds(15);
    static final long DEADLINE_SECONDS = 10;
    static final Duration DEADLINE = Duration.ofSeconds(DEADLINE_SECONDS);
    static final Duration RETRY = Duration.ofSeconds(2);

    /**
     * The time limit of each write of a leader, except writes of the lease. A write that starts right before the deadline ends before
     * another process may take the lease.
     */
    static final Duration WRITE_LIMIT = Duration.ofSeconds(4);

    private final LeaseStore store;
    private final String process;
    private final LongSupplier nanoTime;
    private final Supplier<Instant> clock;

    private @Nullable Lease seen;
    private long seenNanos;
    private final AtomicLong term = new AtomicLong();
    private volatile @Nullable Long renewedNanos;

    /**
     * @param process a name that is unique to this run of this process
     * @param clock the clock for the times that are shown in the lease; no decision depends on it
     */
    LeaderElection(LeaseStore store, String process, LongSupplier nanoTime, Supplier<Instant> clock) {
        this.store = store;
        this.process = process;
        this.nanoTime = nanoTime;
        this.clock = clock;
    }

    /** Returns whether this process leads now. It must be asked again before each write. */
    boolean leader() {
        Long renewed = renewedNanos;
        return renewed != null && nanoTime.getAsLong() - renewed < DEADLINE.toNanos();
    }

    /**
     * Returns the number of times that this process has become the leader. If the number has changed, another process may have led in
     * between.
     */
    long term() {
        return term.get();
    }

    /**
     * Renews the lease, or takes it if nobody holds it. Must be called every {@link #RETRY}.
     *
     * @throws IOException if the lease cannot be read or written. A leader stays the leader until its deadline.
     */
    synchronized void attempt() throws IOException {
        long started = nanoTime.getAsLong();
        Optional<Lease> found = store.read();
        if (found.isPresent() && isHeldByAnother(found.get())) {
            renewedNanos = null;
            return;
        }
        try {
            if (found.isPresent()) {
                store.replace(found.get().heldBy(process, LEASE, clock.get()));
            } else {
                store.create(Lease.first(process, LEASE, clock.get()));
            }
            if (!leader()) {
                term.incrementAndGet();
            }
            renewedNanos = started;
        } catch (RefusedRequestException e) {
            // After a conflict, the next attempt reads who was faster.
            if (!e.isConflict()) {
                throw e;
            }
        }
    }

    private boolean isHeldByAnother(Lease found) {
        long now = nanoTime.getAsLong();
        if (!found.equals(seen)) {
            seen = found;
            seenNanos = now;
        }
        return found.isHeld()
                && !found.holder().equals(process)
                && now - seenNanos < found.duration().toNanos();
    }

    /**
     * Stops leading, and gives the lease back, so that another process need not wait until it expires.
     *
     * @throws IOException if the lease cannot be given back; it then expires
     */
    synchronized void giveBack() throws IOException {
        boolean wasLeader = leader();
        renewedNanos = null;
        if (!wasLeader) {
            return;
        }
        Optional<Lease> held = store.read().filter(lease -> lease.holder().equals(process));
        if (held.isPresent()) {
            store.replace(held.get().givenBack(clock.get()));
        }
    }
}
