package io.eniguard.admission;

import java.util.concurrent.atomic.AtomicInteger;

/** The charge of one body. The memory returns to the budget when the last holder releases the charge. */
final class HeldCharge {

    private final BodyBudget.Charge charge;
    private final AtomicInteger holders = new AtomicInteger(1);

    HeldCharge(BodyBudget.Charge charge) {
        this.charge = charge;
    }

    void hold() {
        holders.incrementAndGet();
    }

    void release() {
        if (holders.decrementAndGet() == 0) {
            charge.release();
        }
    }
}
