/**
 * Everything a review may know: the VPC, the cluster, the parameters of the rules and the instant, in one immutable value.
 *
 * <p>Here knowing, not knowing and knowing that something is absent are told apart ({@link io.eniguard.world.Fact}), and old
 * knowledge is weakened. Start reading at {@link io.eniguard.world.World}.
 */
@NullMarked
package io.eniguard.world;

import org.jspecify.annotations.NullMarked;
