/**
 * Chooses the ENIConfig that serves a node that names none.
 *
 * <p>This package depends on {@code world}. The caller passes in which ENIConfigs are fit to serve and how many addresses a new node takes,
 * since rules decide both. Start reading at {@link io.eniguard.placement.Placement}.
 */
@NullMarked
package io.eniguard.placement;

import org.jspecify.annotations.NullMarked;
