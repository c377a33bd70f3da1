package io.eniguard.admission;

/** A body that has come in whole, with what it takes of the memory for bodies. Used by one exchange. */
final class CollectedBody {

    private final byte[] bytes;
    private HeldCharge charge;
    private boolean isWithLarge;

    CollectedBody(byte[] bytes, BodyBudget.Charge charge) {
        this.bytes = bytes;
        this.charge = new HeldCharge(charge);
        this.isWithLarge = !isSmall();
    }

    byte[] bytes() {
        return bytes;
    }

    boolean isSmall() {
        return bytes.length <= ReviewLimits.SMALL_BODY_BYTES;
    }

    HeldCharge charge() {
        return charge;
    }

    /** Whether the body counts with the large ones now; if there is no room among them, it stays where it is. */
    boolean movedTo(BodyBudget large) {
        if (isWithLarge) {
            return true;
        }
        BodyBudget.Charge moved = large.open(() -> {});
        if (!moved.isJudged(bytes.length)) {
            return false;
        }
        charge.release();
        charge = new HeldCharge(moved);
        isWithLarge = true;
        return true;
    }

    /** The exchange is over; a worker that still reads the body goes on holding its part. */
    void release() {
        charge.release();
    }
}
