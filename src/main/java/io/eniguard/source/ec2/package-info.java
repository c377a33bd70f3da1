/**
 * The VPC as EC2 and EKS describe it now, read through the AWS SDK.
 *
 * <p>Answers are turned into the AWS CLI's shapes and read by {@link io.eniguard.source.aws.AwsShapes}, as files are. Nothing here runs on
 * the path of a review. Start reading at {@link io.eniguard.source.ec2.LiveVpc}, or at {@link io.eniguard.source.ec2.VpcReader} for a single
 * reading.
 */
@NullMarked
package io.eniguard.source.ec2;

import org.jspecify.annotations.NullMarked;
