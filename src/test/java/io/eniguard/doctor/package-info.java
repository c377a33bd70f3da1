/** Tests of {@code doctor} with an installation that works and with known faults. */
@NullMarked
package io.eniguard.doctor;

import org.jspecify.annotations.NullMarked;
