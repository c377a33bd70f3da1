package io.eniguard.server.lead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Tests who leads, and until when. */
class LeaderElectionTest {

    private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");

    private final SharedLease lease = new SharedLease();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final LeaderElection one = election("one", NOW);
    private final LeaderElection other = election("other", NOW.plusSeconds(3600));

    private LeaderElection election(String process, Instant clock) {
        return new LeaderElection(lease, process, nanos::get, () -> clock);
    }

    private void pass(double seconds) {
        nanos.addAndGet((long) (seconds * 1e9));
    }

    @Test
    void nobodyLeadsBeforeTheFirstAttempt() {
        assertFalse(one.leader());
    }

    @Test
    void theFirstToWriteLeads() throws IOException {
        one.attempt();
        other.attempt();

        assertTrue(one.leader());
        assertFalse(other.leader());
        assertEquals("one", lease.lease().holder());
    }

    /** The clock of the other process is an hour ahead, which would end the lease if clocks were compared. */
    @Test
    void aClockThatIsAheadStealsNoLease() throws IOException {
        one.attempt();
        for (int second = 0; second < 60; second += 2) {
            pass(2);
            one.attempt();
            other.attempt();
        }
        assertTrue(one.leader());
        assertFalse(other.leader());
    }

    /** No version protects a report that is being created, so the write must end before another process may write. */
    @Test
    void aWriteEndsBeforeAnotherProcessMayTakeTheLease() {
        Duration latest = LeaderElection.DEADLINE.plus(LeaderElection.WRITE_LIMIT);
        assertTrue(latest.compareTo(LeaderElection.LEASE) < 0, latest.toString());
    }

    @Test
    void theLeaderStopsTenSecondsAfterTheStartOfItsLastRenewal() throws IOException {
        one.attempt();
        pass(9.9);
        assertTrue(one.leader());
        pass(0.1);
        assertFalse(one.leader());
    }

    @Test
    void aLeaderWithoutAnApiServerLeadsUntilItsDeadlineOnly() throws IOException {
        one.attempt();
        lease.setDown(true);
        pass(9);
        assertThrows(IOException.class, one::attempt);
        assertTrue(one.leader());
        pass(1);
        assertFalse(one.leader());
    }

    @Test
    void anotherTakesALeaseThatItSawUnchangedForFifteenSeconds() throws IOException {
        one.attempt();
        pass(3);
        other.attempt();
        pass(14.9);
        other.attempt();
        assertFalse(other.leader());
        pass(0.1);
        other.attempt();

        assertTrue(other.leader());
        assertFalse(one.leader());
        assertEquals(1, lease.lease().transitions());
    }

    @Test
    void theOldLeaderLearnsThatAnotherHasTakenTheLease() throws IOException {
        one.attempt();
        lease.put(lease.lease().heldBy("other", Duration.ofSeconds(15), NOW));
        one.attempt();

        assertFalse(one.leader());
    }

    @Test
    void aTermLastsWhileTheLeaseIsRenewedInTime() throws IOException {
        assertEquals(0, one.term());
        for (int second = 0; second < 60; second += 9) {
            one.attempt();
            assertEquals(1, one.term());
            pass(9);
        }
    }

    @Test
    void aLeaderThatWasLateBeginsANewTerm() throws IOException {
        one.attempt();
        pass(10);
        one.attempt();

        assertTrue(one.leader());
        assertEquals(2, one.term());
    }

    @Test
    void aLeaseThatWasGivenBackIsTakenAtOnce() throws IOException {
        one.attempt();
        one.giveBack();
        assertEquals("", lease.lease().holder());
        assertFalse(one.leader());

        other.attempt();
        assertTrue(other.leader());
    }

    @Test
    void onlyTheLeaderReleasesTheLease() throws IOException {
        one.attempt();
        other.attempt();
        other.giveBack();

        assertEquals("one", lease.lease().holder());
    }

    @Test
    void aRenewalKeepsTheTimeAtWhichTheLeaseWasTaken() throws IOException {
        one.attempt();
        String acquired = lease.lease().acquired();
        pass(2);
        one.attempt();

        assertEquals(acquired, lease.lease().acquired());
        assertEquals("2026-05-01T10:00:00.000000Z", acquired);
        assertEquals(0, lease.lease().transitions());
    }
}
