package io.eniguard.source.ec2;

import java.util.Optional;

/**
 * What an operator told about where to look. What is empty is found out.
 *
 * @param region {@code --region}
 * @param vpcId {@code --vpc-id}: the cluster's VPC
 * @param clusterName {@code --cluster-name}: the cluster as EKS knows it
 */
public record Ec2Settings(Optional<String> region, Optional<String> vpcId, Optional<String> clusterName) {

    public static final Ec2Settings NOTHING_TOLD =
            new Ec2Settings(Optional.empty(), Optional.empty(), Optional.empty());
}
