/**
 * The clock of the program. The webhook, the audit, {@code check} and {@code explain} all take the instant of their world from
 * {@link io.eniguard.clock.WorldClock}, so an exemption ends for all of them at the same instant. The room knows no other room.
 */
@NullMarked
package io.eniguard.clock;

import org.jspecify.annotations.NullMarked;
