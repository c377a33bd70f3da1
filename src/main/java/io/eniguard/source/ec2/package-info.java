/**
 * The VPC as EC2 and EKS tell it now, through the AWS SDK.
 *
 * <p>Answers are turned into the AWS CLI's shapes and read by what reads files ({@link io.eniguard.source.file.AwsShapes}), so that one
 * world is the same facts by either way. Nothing here runs on the path of a review. Start reading at
 * {@link io.eniguard.source.ec2.VpcReader}.
 */
@NullMarked
package io.eniguard.source.ec2;

import org.jspecify.annotations.NullMarked;
