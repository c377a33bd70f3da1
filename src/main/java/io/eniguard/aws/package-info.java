/**
 * AWS clients, and the common parts of all calls: region, credentials, paging, time limits and failures.
 *
 * <p>Nothing here knows the shape of a VPC; {@code source.ec2} makes the calls. Start reading at {@link io.eniguard.aws.AwsClients}, which
 * creates the clients and makes calls, and {@link io.eniguard.aws.CallFailure}, which describes a failed call.
 */
@NullMarked
package io.eniguard.aws;

import org.jspecify.annotations.NullMarked;
