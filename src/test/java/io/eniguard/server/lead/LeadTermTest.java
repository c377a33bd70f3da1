package io.eniguard.server.lead;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Tests whether a replica notices that it has lost the leadership, although it leads again. */
class LeadTermTest {

    private final SharedLease lease = new SharedLease();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final LeaderElection election = new LeaderElection(lease, "one", nanos::get, () -> FoundObject.NOW);
    private final LeadTerm term = new LeadTerm(election::leader, election::term);

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void noTermLastsBeforeTheReplicaLeads() {
        term.begin();
        assertFalse(term.lasts());
    }

    @Test
    void aTermBeginsOnlyAfterTheReplicaHasBecomeTheLeader() throws IOException {
        term.begin();
        election.attempt();
        assertFalse(term.lasts());

        term.begin();
        assertTrue(term.lasts());
    }

    @Test
    void aRenewalExtendsTheTerm() throws IOException {
        election.attempt();
        term.begin();
        pass(Duration.ofSeconds(9));
        election.attempt();
        pass(Duration.ofSeconds(9));
        assertTrue(term.lasts());
    }

    @Test
    void aTermEndsForGoodThoughTheReplicaLeadsAgain() throws IOException {
        election.attempt();
        term.begin();
        pass(Duration.ofSeconds(10));
        election.attempt();
        assertTrue(election.leader());
        assertFalse(term.lasts());

        term.begin();
        assertTrue(term.lasts());
    }

    @Test
    void noTermLastsAfterTheProcessHasBegunToStop() throws IOException {
        election.attempt();
        term.begin();
        term.end();
        assertFalse(term.lasts());

        term.begin();
        assertFalse(term.lasts());
    }
}
