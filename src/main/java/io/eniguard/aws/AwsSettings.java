package io.eniguard.aws;

import java.util.Optional;

/**
 * The AWS settings of the operator. eniguard determines empty settings from other sources.
 *
 * @param region the value of {@code --region}
 * @param vpcId the value of {@code --vpc-id}, the cluster's VPC
 * @param clusterName the value of {@code --cluster-name}, the cluster's name in EKS
 */
public record AwsSettings(Optional<String> region, Optional<String> vpcId, Optional<String> clusterName) {

    public static final AwsSettings NONE = new AwsSettings(Optional.empty(), Optional.empty(), Optional.empty());
}
