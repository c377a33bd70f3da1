/**
 * Converts the JSON of the AWS CLI to records of {@code vpc}.
 *
 * <p>The same code reads files and live answers from EC2, so that a saved VPC and the live VPC give the same facts. Start reading at {@link
 * io.eniguard.source.aws.AwsShapes}.
 */
@NullMarked
package io.eniguard.source.aws;

import org.jspecify.annotations.NullMarked;
