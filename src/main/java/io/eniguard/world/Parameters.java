package io.eniguard.world;

import io.eniguard.net.CidrSet;
import java.time.Duration;

/**
 * What an operator may set about the rules.
 *
 * @param permitted blocks that pod subnets may lie in though they are private ({@code --permit-cidr})
 * @param hostNetworkPods pods on each node that need no address of their own ({@code --host-network-pods})
 * @param securityGroupsPerInterface quota of the account ({@code --security-groups-per-eni}); 5 by default, at most 16
 * @param maxAge older facts that can change are no longer relied upon ({@code --max-age})
 * @param warnOnly denials become warnings ({@code --warn-only})
 */
public record Parameters(
        CidrSet permitted, int hostNetworkPods, int securityGroupsPerInterface, Duration maxAge, boolean warnOnly) {

    /** aws-node and kube-proxy: amazon-vpc-cni-k8s, misc/eni-max-pods.txt. */
    public static final int DEFAULT_HOST_NETWORK_PODS = 2;

    /** VPC user guide, "Amazon VPC quotas", security groups per network interface. */
    public static final int DEFAULT_SECURITY_GROUPS_PER_INTERFACE = 5;

    public static final Duration DEFAULT_MAX_AGE = Duration.ofMinutes(15);

    public static final Parameters DEFAULTS = new Parameters(
            CidrSet.EMPTY, DEFAULT_HOST_NETWORK_PODS, DEFAULT_SECURITY_GROUPS_PER_INTERFACE, DEFAULT_MAX_AGE, false);

    /** The same, but denials become warnings. */
    public Parameters withWarningsOnly() {
        return new Parameters(permitted, hostNetworkPods, securityGroupsPerInterface, maxAge, true);
    }
}
