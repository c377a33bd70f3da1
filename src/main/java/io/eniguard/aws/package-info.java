/**
 * AWS clients, and what every call to AWS has in common: region, credentials, paging, deadlines and failures.
 *
 * <p>Nothing here knows what a VPC is; {@code source.ec2} asks the questions. Start reading at {@link io.eniguard.aws.AwsClients}, which
 * makes the clients, and {@link io.eniguard.aws.AwsFailures}, which turns an SDK exception into one sentence.
 */
@NullMarked
package io.eniguard.aws;

import org.jspecify.annotations.NullMarked;
