/**
 * The clock of the program. The webhook, the audit, {@code check} and {@code explain} all take the instant of their world from
 * {@link io.eniguard.clock.WorldClock}, so an exemption ends for all of them at the same instant. This package depends on no other package
 * of eniguard.
 */
@NullMarked
package io.eniguard.clock;

import org.jspecify.annotations.NullMarked;
