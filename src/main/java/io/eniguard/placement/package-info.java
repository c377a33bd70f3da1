/**
 * Which ENIConfig serves a node that names none.
 *
 * <p>May know of {@code world}. Which ENIConfigs are fit to serve, and how many addresses a new node takes, is handed in: both are
 * the business of rules. Start reading at {@link io.eniguard.placement.Placement}.
 */
@NullMarked
package io.eniguard.placement;

import org.jspecify.annotations.NullMarked;
