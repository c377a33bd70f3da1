package io.eniguard.world;

import io.eniguard.net.CidrSet;
import java.time.Duration;

/**
 * The parameters of the rules that an operator can set.
 *
 * @param permitted the private blocks in which pod subnets are permitted ({@code --permit-cidr})
 * @param hostNetworkPods the number of pods on each node that use the host's network ({@code --host-network-pods}), unless the
 *     DaemonSets of the cluster show a higher number
 * @param securityGroupsPerInterface the account's quota of security groups per interface ({@code --security-groups-per-eni}); 5 by default,
 *     at most 16
 * @param maxAge the age above which changeable facts count as unknown ({@code --max-age})
 * @param warnOnly whether denials become warnings ({@code --warn-only})
 */
public record Parameters(
        CidrSet permitted, int hostNetworkPods, int securityGroupsPerInterface, Duration maxAge, boolean warnOnly) {

    /** The default number of host-network pods, which are aws-node and kube-proxy. Source: amazon-vpc-cni-k8s, misc/eni-max-pods.txt. */
    public static final int DEFAULT_HOST_NETWORK_PODS = 2;

    /** The default quota of security groups per network interface. Source: VPC user guide, "Amazon VPC quotas". */
    public static final int DEFAULT_SECURITY_GROUPS_PER_INTERFACE = 5;

    public static final Duration DEFAULT_MAX_AGE = Duration.ofMinutes(15);

    public static final Parameters DEFAULTS = new Parameters(
            CidrSet.EMPTY, DEFAULT_HOST_NETWORK_PODS, DEFAULT_SECURITY_GROUPS_PER_INTERFACE, DEFAULT_MAX_AGE, false);

    /**
     * Returns the same parameters, except that the number of host-network pods includes at least aws-node, kube-proxy and the pods of these
     * further DaemonSets.
     *
     * @param number the number of DaemonSets besides aws-node and kube-proxy that run a pod in the host's network on every node
     */
    Parameters withHostNetworkDaemonSets(int number) {
        int pods = DEFAULT_HOST_NETWORK_PODS + number;
        return number == 0 || pods <= hostNetworkPods
                ? this
                : new Parameters(permitted, pods, securityGroupsPerInterface, maxAge, warnOnly);
    }

    /** Returns the same parameters, except that denials become warnings. */
    public Parameters withWarningsOnly() {
        return new Parameters(permitted, hostNetworkPods, securityGroupsPerInterface, maxAge, true);
    }
}
