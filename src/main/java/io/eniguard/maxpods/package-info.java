/**
 * The limits of EC2 instance types, and the number of pods of a node that can get an address.
 *
 * <p>Start reading at {@link io.eniguard.maxpods.PodCapacity}, which calculates and explains the number from an
 * {@link io.eniguard.maxpods.InstanceType} of the table {@link io.eniguard.maxpods.InstanceTypes} and a
 * {@link io.eniguard.maxpods.NetworkingMode}. {@link io.eniguard.maxpods.FirstAddresses} calculates the number of addresses that a new node
 * takes from its pod subnet. The only input and output is reading the built-in table.
 */
@NullMarked
package io.eniguard.maxpods;

import org.jspecify.annotations.NullMarked;
