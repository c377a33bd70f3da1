package io.eniguard.clock;

import java.time.Duration;
import java.time.Instant;

/**
 * The only clock from which worlds, policies and reports take the current instant. A second clock could let an exemption end at admission
 * and live on in the audit.
 */
public final class WorldClock {

    /**
     * The system property that shifts the clock, as an ISO 8601 duration such as {@code P30D}. Tests use it to see what happens after the
     * end of an exemption. It cannot be set with an option of the program or with an environment variable.
     */
    public static final String SHIFT = "eniguard.test.clock-shift";

    private WorldClock() {}

    /** Returns the current instant. */
    public static Instant now() {
        // The property is read each time, because static fields of a native executable are set when it is built.
        String shift = System.getProperty(SHIFT);
        return shift == null ? Instant.now() : Instant.now().plus(Duration.parse(shift));
    }
}
