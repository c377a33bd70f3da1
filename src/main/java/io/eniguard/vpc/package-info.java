/**
 * The known facts about the VPC, as immutable records in the terms of the EC2 API.
 *
 * <p>This package may import {@code net}, {@code tree} and {@code maxpods}. It does no I/O: the packages {@code source.file} and {@code
 * source.ec2} create the snapshots. Start reading at {@link io.eniguard.vpc.VpcSnapshot}.
 */
@NullMarked
package io.eniguard.vpc;

import org.jspecify.annotations.NullMarked;
