package io.eniguard.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.envtest.RealApiServer;
import io.eniguard.localkube.LocalApiServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests the Lease at a real API server. */
@RealApiServer
class LeaseRequestsIT {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final Instant NOW = Instant.parse("2026-05-01T10:00:00.123456789Z");

    private final LocalApiServer server;
    private final KubernetesClient client;
    private final LeaseRequests leases;

    LeaseRequestsIT(LocalApiServer server) throws Exception {
        this.server = server;
        this.client = server.admin().client();
        this.leases = new LeaseRequests(new ApiRequests(client), "default", "lease-" + System.nanoTime(), LIMIT);
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void aLeaseIsReadBackAsItWasWritten() throws Exception {
        assertTrue(leases.read().isEmpty());
        leases.create(Lease.first("one", LEASE, NOW));

        Lease read = leases.read().orElseThrow();
        assertEquals("one", read.holder());
        assertEquals(LEASE, read.duration());
        assertEquals("2026-05-01T10:00:00.123456Z", read.renewed());
        assertEquals(read.renewed(), read.acquired());
    }

    @Test
    void aLeaseThatWasGivenBackHasNoHolder() throws Exception {
        leases.create(Lease.first("one", LEASE, NOW));
        leases.replace(leases.read().orElseThrow().givenBack(NOW));
        assertTrue(!leases.read().orElseThrow().isHeld());

        leases.replace(leases.read().orElseThrow().heldBy("other", LEASE, NOW));
        assertEquals("other", leases.read().orElseThrow().holder());
    }

    @Test
    void ofTwoWritersOneGetsAConflict() throws Exception {
        Lease first = Lease.first("one", LEASE, NOW);
        leases.create(first);
        assertTrue(assertThrows(RefusedRequestException.class, () -> leases.create(first))
                .isConflict());

        Lease read = leases.read().orElseThrow();
        leases.replace(read.heldBy("one", LEASE, NOW.plusSeconds(2)));
        assertTrue(assertThrows(RefusedRequestException.class, () -> leases.replace(read.heldBy("other", LEASE, NOW)))
                .isConflict());
    }

    @Test
    void aMissingPermissionIsNamed() throws Exception {
        try (KubernetesClient stranger = server.user("stranger").client()) {
            LeaseRequests refused = new LeaseRequests(new ApiRequests(stranger), "default", "eniguard", LIMIT);
            RefusedRequestException failure = assertThrows(RefusedRequestException.class, refused::read);

            assertTrue(failure.isForbidden());
            assertTrue(
                    String.valueOf(failure.getMessage()).contains("cannot get resource \"leases\""), failure::toString);
        }
    }
}
