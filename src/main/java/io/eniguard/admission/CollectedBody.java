package io.eniguard.admission;

/** A complete body and its charge to the body budget. Used by one exchange. */
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

    /** Charges the body to the budget of the large bodies instead. Returns false, and changes nothing, if that budget has no room. */
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

    /** Releases the charge at the end of the exchange. A worker that still reads the body keeps its own hold on the charge. */
    void release() {
        charge.release();
    }
}
