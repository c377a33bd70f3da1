/**
 * AWS clients, and the common parts of all calls: region, credentials, paging, time limits and failures.
 *
 * <p>This package does not depend on the VPC model. The calls are defined in {@code source.ec2}. Start reading at {@link
 * io.eniguard.aws.AwsClients}, which creates the clients and makes calls, and {@link io.eniguard.aws.CallFailure}, which describes a failed
 * call.
 */
@NullMarked
package io.eniguard.aws;

import org.jspecify.annotations.NullMarked;
