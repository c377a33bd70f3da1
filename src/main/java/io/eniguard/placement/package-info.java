/**
 * Chooses an ENIConfig for a node that names no ENIConfig.
 *
 * <p>This package depends on {@code world}. The caller provides functions for the fitness of ENIConfigs and for the number of addresses
 * that a new node takes, because the results depend on rules. Start reading at {@link io.eniguard.placement.Placement}.
 */
@NullMarked
package io.eniguard.placement;

import org.jspecify.annotations.NullMarked;
