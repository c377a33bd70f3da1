/**
 * The facts that a review can use, in one immutable value: the VPC, the cluster, the parameters of the rules and the instant.
 *
 * <p>{@link io.eniguard.world.Fact} distinguishes known, unknown and known to be absent. Old facts become unknown. Start reading at
 * {@link io.eniguard.world.World}.
 */
@NullMarked
package io.eniguard.world;

import org.jspecify.annotations.NullMarked;
