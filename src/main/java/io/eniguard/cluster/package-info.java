/**
 * The facts about the cluster: ENIConfigs, nodes, the settings of the VPC CNI, and Karpenter's objects.
 *
 * <p>This package depends on {@code net}, {@code text} and {@code tree}. {@link io.eniguard.cluster.CniSettings#resolve} finds the
 * ENIConfig of a node. Start reading at {@link io.eniguard.cluster.ClusterSnapshot}.
 */
@NullMarked
package io.eniguard.cluster;

import org.jspecify.annotations.NullMarked;
