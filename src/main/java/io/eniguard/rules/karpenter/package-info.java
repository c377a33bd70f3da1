/**
 * Rules on Karpenter's NodePools and EC2NodeClasses: the pods per node that they set, and the zones in which they launch nodes.
 *
 * <p>Start reading at {@link io.eniguard.rules.karpenter.NodeClassMaxPods}. {@code AllowedTypes} finds the instance types that a
 * NodePool allows, and {@code LaunchZones} finds its zones.
 */
@NullMarked
package io.eniguard.rules.karpenter;

import org.jspecify.annotations.NullMarked;
