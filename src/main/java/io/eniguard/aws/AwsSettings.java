package io.eniguard.aws;

import java.util.Optional;

/**
 * The settings of AWS that an operator set. Other sources supply the empty ones.
 *
 * @param region {@code --region}
 * @param vpcId {@code --vpc-id}: the cluster's VPC
 * @param clusterName {@code --cluster-name}: the cluster as EKS knows it
 */
public record AwsSettings(Optional<String> region, Optional<String> vpcId, Optional<String> clusterName) {

    public static final AwsSettings NONE = new AwsSettings(Optional.empty(), Optional.empty(), Optional.empty());
}
