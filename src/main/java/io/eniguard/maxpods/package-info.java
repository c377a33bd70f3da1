/**
 * What an EC2 instance type can hold, and how many pods of a node can get an address.
 *
 * <p>Start at {@link io.eniguard.maxpods.PodCapacity}: an {@link io.eniguard.maxpods.InstanceType} out of the table {@link
 * io.eniguard.maxpods.InstanceTypes} and a {@link io.eniguard.maxpods.NetworkingMode} give the number and the arithmetic
 * behind it. {@link io.eniguard.maxpods.FirstAddresses} says what a new node takes from its pod subnet. Nothing here does
 * input or output, but for reading the table that the program carries with it.
 */
@NullMarked
package io.eniguard.maxpods;

import org.jspecify.annotations.NullMarked;
