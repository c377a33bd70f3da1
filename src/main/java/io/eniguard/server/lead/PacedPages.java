package io.eniguard.server.lead;

import io.eniguard.cluster.ReviewedKind;
import io.eniguard.source.kube.ClusterPages;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits before each page as long as the work on the page before it took, but at most 200 ms. An audit then uses at most half of one
 * processor while a page takes at most 200 ms, and a container with a limit has processor time left for reviews. Create a new instance for
 * each audit. Not safe for use by several threads.
 */
public final class PacedPages implements AuditRun.Pages {

    /** The longest pause, in case a page took long because the machine is busy. */
    private static final Duration LONGEST = Duration.ofMillis(200);

    private final AuditRun.Pages pages;
    private boolean hasBegun;
    private long returnedNanos;

    public PacedPages(AuditRun.Pages pages) {
        this.pages = pages;
    }

    @Override
    public ClusterPages.Page read(ReviewedKind kind, Optional<String> token) throws IOException {
        if (hasBegun) {
            LockSupport.parkNanos(Math.min(System.nanoTime() - returnedNanos, LONGEST.toNanos()));
        }
        ClusterPages.Page page = pages.read(kind, token);
        hasBegun = true;
        returnedNanos = System.nanoTime();
        return page;
    }
}
