/**
 * What is known of the VPC, as immutable records in the terms of the EC2 API.
 *
 * <p>May know of {@code net} only. Nothing here calls anybody: snapshots are made by {@code source}. Start reading at
 * {@link io.eniguard.vpc.VpcSnapshot}.
 */
@NullMarked
package io.eniguard.vpc;

import org.jspecify.annotations.NullMarked;
