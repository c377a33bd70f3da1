package io.eniguard.kube;

import java.io.IOException;
import java.util.Optional;

/** The place where the processes of an installation share one lease. */
public interface LeaseStore {

    /** Returns the lease as it is now; empty if there is none. */
    Optional<Lease> read() throws IOException;

    /**
     * Writes a lease that has no version.
     *
     * @throws RefusedRequestException if the lease exists by now, or if a permission is missing
     */
    void create(Lease lease) throws IOException;

    /**
     * Writes the lease over the version that was read.
     *
     * @throws RefusedRequestException if somebody else has written the lease since, or if a permission is missing
     */
    void replace(Lease lease) throws IOException;
}
