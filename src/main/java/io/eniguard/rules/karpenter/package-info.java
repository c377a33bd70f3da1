/**
 * Rules on Karpenter's NodePools and EC2NodeClasses. The rules check the number of pods per node and the zones in which Karpenter may
 * launch nodes.
 *
 * <p>Start reading at {@link io.eniguard.rules.karpenter.NodeClassMaxPods}. {@code AllowedTypes} finds the instance types that a NodePool
 * allows, and {@code LaunchZones} finds the zones in which a NodePool or an EC2NodeClass may launch nodes.
 */
@NullMarked
package io.eniguard.rules.karpenter;

import org.jspecify.annotations.NullMarked;
