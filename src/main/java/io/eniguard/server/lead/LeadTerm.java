package io.eniguard.server.lead;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * A time during which this replica leads without interruption. Outside of it, another replica may have led. Not safe for use by several
 * threads, except {@link #end}.
 */
final class LeadTerm {

    private final BooleanSupplier isLeader;
    private final LongSupplier number;
    private long begun;
    private volatile boolean isOver;

    /**
     * @param isLeader returns whether this replica leads now
     * @param number returns the number of times that this replica has become the leader
     */
    LeadTerm(BooleanSupplier isLeader, LongSupplier number) {
        this.isLeader = isLeader;
        this.number = number;
    }

    /** Begins anew. The term lasts from now on if this replica leads. */
    void begin() {
        begun = number.getAsLong();
    }

    /** Returns the number of the term that {@link #begin} began. */
    long begun() {
        return begun;
    }

    /** Ends the last term, because the process stops. */
    void end() {
        isOver = true;
    }

    /** Returns whether this replica leads, and has led since {@link #begin}. */
    boolean lasts() {
        return !isOver && isLeader.getAsBoolean() && number.getAsLong() == begun;
    }
}
