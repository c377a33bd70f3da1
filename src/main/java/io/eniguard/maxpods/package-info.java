/**
 * The limits of EC2 instance types, and the number of pods that can get an address on a node.
 *
 * <p>Start reading at {@link io.eniguard.maxpods.PodCapacity}, which calculates the number of pods from an {@link
 * io.eniguard.maxpods.InstanceType} and a {@link io.eniguard.maxpods.NetworkingMode}. {@link io.eniguard.maxpods.InstanceTypes} is the
 * table of types. {@link io.eniguard.maxpods.FirstAddresses} calculates the number of addresses that a new node takes from its pod subnet.
 * Apart from reading the built-in table, the package does no input or output.
 */
@NullMarked
package io.eniguard.maxpods;

import org.jspecify.annotations.NullMarked;
