package io.eniguard.server.lead;

import io.eniguard.kube.Lease;
import io.eniguard.kube.LeaseStore;
import java.io.IOException;
import java.util.Optional;

/** A lease in memory that fails on demand. The tests of kube write real leases. */
final class SharedLease implements LeaseStore {

    private Optional<Lease> lease = Optional.empty();
    private long version;
    private boolean isDown;

    @Override
    public Optional<Lease> read() throws IOException {
        if (isDown) {
            throw new IOException("no answer");
        }
        return lease;
    }

    @Override
    public void create(Lease first) {
        put(first);
    }

    @Override
    public void replace(Lease next) {
        put(next);
    }

    void setDown(boolean down) {
        isDown = down;
    }

    void put(Lease next) {
        version++;
        lease = Optional.of(new Lease(
                next.holder(),
                next.duration(),
                next.acquired(),
                next.renewed(),
                next.transitions(),
                String.valueOf(version)));
    }

    Lease lease() {
        return lease.orElseThrow();
    }
}
