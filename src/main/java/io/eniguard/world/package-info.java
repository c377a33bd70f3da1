/**
 * The facts that a review can use, in one immutable value: the VPC, the cluster, the parameters of the rules and the instant of the review.
 *
 * <p>A {@link io.eniguard.world.Fact} is known or unknown. Facts that can change become unknown when they are old. Start reading at {@link
 * io.eniguard.world.World}.
 */
@NullMarked
package io.eniguard.world;

import org.jspecify.annotations.NullMarked;
