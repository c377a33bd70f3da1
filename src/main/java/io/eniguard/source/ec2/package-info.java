/**
 * Reads the VPC and the cluster from EC2 and EKS.
 *
 * <p>Answers are converted to the form of the AWS CLI's output and read by {@link io.eniguard.source.aws.AwsShapes}, like files. Reviews do
 * not run this code, but they may wait for a look-up. Start reading at {@link io.eniguard.source.ec2.LiveVpc}, or at {@link
 * io.eniguard.source.ec2.VpcReader} for a single reading.
 */
@NullMarked
package io.eniguard.source.ec2;

import org.jspecify.annotations.NullMarked;
