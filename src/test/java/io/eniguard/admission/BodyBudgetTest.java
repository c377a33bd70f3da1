package io.eniguard.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BodyBudgetTest {

    private static final int BODY = 10_000;

    private static final long INCOMING = BodyBudget.REQUEST_BYTES + (long) BodyBudget.INCOMING_FACTOR * BODY;

    private final List<String> evicted = new ArrayList<>();
    private final BodyBudget budget = new BodyBudget(3 * INCOMING);

    private BodyBudget.Charge incoming(String name) {
        BodyBudget.Charge charge = budget.open(() -> evicted.add(name));
        charge.reserveIncoming(BODY);
        return charge;
    }

    @Test
    void aRequestCountsBeforeItsFirstBodyByteUntilItIsReleased() {
        BodyBudget.Charge charge = budget.open(() -> {});
        assertTrue(charge.reserveIncoming(0));
        assertEquals(BodyBudget.REQUEST_BYTES, budget.heldBytes());
        assertTrue(charge.reserveIncoming(BODY));
        assertEquals(INCOMING, budget.heldBytes());
        charge.release();
        charge.release();
        assertEquals(0, budget.heldBytes());
    }

    @Test
    void theOldestUnfinishedBodyIsEvicted() {
        incoming("first");
        incoming("second");
        incoming("third");
        assertTrue(budget.open(() -> {}).reserveIncoming(BODY));
        assertEquals(List.of("first"), evicted);
        assertEquals(3 * INCOMING, budget.heldBytes());
    }

    @Test
    void theOldestCannotGrowAtTheCostOfYoungerOnes() {
        BodyBudget.Charge first = incoming("first");
        incoming("second");
        incoming("third");
        assertFalse(first.reserveIncoming(2 * BODY));
        assertEquals(List.of(), evicted);
    }

    @Test
    void aBodyThatIsJudgedIsNeverEvicted() {
        assertTrue(incoming("judged").reserveJudging(BODY));
        assertFalse(budget.open(() -> {}).reserveIncoming(BODY));
        assertEquals(List.of(), evicted);
    }

    @Test
    void anEvictedBodyUsesNoBudget() {
        BodyBudget.Charge first = incoming("first");
        incoming("second");
        incoming("third");
        incoming("fourth");
        assertFalse(first.reserveIncoming(BODY));
        assertFalse(first.reserveJudging(BODY));
        assertEquals(3 * INCOMING, budget.heldBytes());
    }

    @Test
    void theLargestBodyCanBeJudgedInTheHeapOfTheNativeExecutable() {
        ReviewLimits limits = ReviewLimits.forHeap(64 << 20);
        assertEquals(4 << 20, limits.bodyBytes());
        assertTrue(new BodyBudget(limits.largeBytes()).open(() -> {}).reserveJudging(limits.bodyBytes()));
        assertTrue(limits.smallBytes() + limits.largeBytes() <= 33L << 20, "about half of the heap is left");
    }

    @Test
    void aLargeHeapTakesBodiesOfEightMebibytes() {
        assertEquals(8 << 20, ReviewLimits.forHeap(4L << 30).bodyBytes());
    }
}
