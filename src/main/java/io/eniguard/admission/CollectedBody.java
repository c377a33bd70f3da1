package io.eniguard.admission;

/** A complete body and its charge to a body budget. Used by only one exchange. */
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

    /** Moves the charge to the budget of large bodies. If this budget has no room, changes nothing and returns false. */
    boolean moveTo(BodyBudget large) {
        if (isWithLarge) {
            return true;
        }
        BodyBudget.Charge moved = large.open(() -> {});
        if (!moved.reserveJudging(bytes.length)) {
            return false;
        }
        charge.release();
        charge = new HeldCharge(moved);
        isWithLarge = true;
        return true;
    }

    /** Releases the charge at the end of the exchange. The memory stays charged while a worker still reads the body. */
    void release() {
        charge.release();
    }
}
