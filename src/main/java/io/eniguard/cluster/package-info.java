/**
 * What is known of the cluster: ENIConfigs, nodes, the settings of the VPC CNI, Karpenter's objects.
 *
 * <p>May import {@code net}, {@code tree} and {@code maxpods}. How a node finds its ENIConfig stands in {@link io.eniguard.cluster.CniSettings};
 * start reading at {@link io.eniguard.cluster.ClusterSnapshot}.
 */
@NullMarked
package io.eniguard.cluster;

import org.jspecify.annotations.NullMarked;
