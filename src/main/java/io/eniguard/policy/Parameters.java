package io.eniguard.policy;

import io.eniguard.net.CidrSet;
import io.eniguard.policy.Parameter.Zones;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The parameters of the rules that an operator can set, on the command line or in policies.
 *
 * @param values the values that differ from the defaults. The type of each value is {@link Parameter#type}.
 * @param maxAge the age above which changeable facts count as unknown ({@code --max-age})
 * @param warnOnly whether denials become warnings ({@code --warn-only})
 */
public record Parameters(Map<Parameter, Object> values, Duration maxAge, boolean warnOnly) {

    /** The default number of host-network pods, which are aws-node and kube-proxy. Source: amazon-vpc-cni-k8s, misc/eni-max-pods.txt. */
    public static final int DEFAULT_HOST_NETWORK_PODS = 2;

    /** The default quota of security groups per network interface. Source: VPC user guide, "Amazon VPC quotas". */
    public static final int DEFAULT_SECURITY_GROUPS_PER_INTERFACE = 5;

    public static final Duration DEFAULT_MAX_AGE = Duration.ofMinutes(15);

    /**
     * The blocks that the EKS best practices recommend for pods: carrier-grade NAT space (RFC 6598) and the upper half of the benchmarking
     * block (RFC 2544).
     */
    public static final CidrSet DEFAULT_RECOMMENDED = CidrSet.of("100.64.0.0/10", "198.19.0.0/16");

    public static final Parameters DEFAULTS = new Parameters(Map.of(), DEFAULT_MAX_AGE, false);

    public Parameters {
        values = Map.copyOf(values);
    }

    /** Creates the parameters that the options of the command line set. */
    public Parameters(
            CidrSet permitted, int hostNetworkPods, int securityGroupsPerInterface, Duration maxAge, boolean warnOnly) {
        this(
                Map.of(
                        Parameter.PERMITTED,
                        permitted,
                        Parameter.HOST_NETWORK_PODS,
                        hostNetworkPods,
                        Parameter.MAXIMUM,
                        securityGroupsPerInterface),
                maxAge,
                warnOnly);
    }

    /** Returns the same parameters, except that these values replace the values of the same parameters. */
    public Parameters with(Map<Parameter, Object> others) {
        if (others.isEmpty()) {
            return this;
        }
        Map<Parameter, Object> all = new EnumMap<>(Parameter.class);
        all.putAll(values);
        all.putAll(others);
        return new Parameters(all, maxAge, warnOnly);
    }

    /**
     * Returns the same parameters, except that the number of host-network pods includes at least aws-node, kube-proxy and the pods of these
     * further DaemonSets.
     *
     * @param number the number of DaemonSets besides aws-node and kube-proxy that run a pod in the host's network on every node
     */
    public Parameters withHostNetworkDaemonSets(int number) {
        int pods = DEFAULT_HOST_NETWORK_PODS + number;
        return number == 0 || pods <= hostNetworkPods() ? this : with(Map.of(Parameter.HOST_NETWORK_PODS, pods));
    }

    /** Returns the same parameters, except that denials become warnings. */
    public Parameters withWarningsOnly() {
        return new Parameters(values, maxAge, true);
    }

    /** Returns the value of the parameter, or its default; empty if there is none. */
    public Optional<Object> value(Parameter parameter) {
        return Optional.ofNullable(values.get(parameter)).or(parameter::otherwise);
    }

    /** The blocks that no pod subnet may overlap. */
    public CidrSet denied() {
        return blocks(Parameter.DENIED);
    }

    /** The blocks in which pod subnets are permitted although they overlap {@link #denied} ({@code --permit-cidr}). */
    public CidrSet permitted() {
        return blocks(Parameter.PERMITTED);
    }

    /** The blocks that are recommended for pod subnets. */
    public CidrSet recommended() {
        return blocks(Parameter.RECOMMENDED);
    }

    /** The minimum number of free addresses of a pod subnet; empty for as many as one new node of the largest type takes. */
    public OptionalInt minFreeAddresses() {
        return optional(Parameter.MIN_FREE_ADDRESSES);
    }

    /** The minimum number of free /28 blocks of a pod subnet; empty for as many as one new node of the largest type takes. */
    public OptionalInt minFreeBlocks() {
        return optional(Parameter.MIN_FREE_BLOCKS);
    }

    /** The account's quota of security groups per interface ({@code --security-groups-per-eni}), 1 to 16. */
    public int securityGroupsPerInterface() {
        return number(Parameter.MAXIMUM);
    }

    /**
     * The number of pods on each node that use the host's network ({@code --host-network-pods}), unless the DaemonSets of the cluster show
     * a higher number.
     */
    public int hostNetworkPods() {
        return number(Parameter.HOST_NETWORK_PODS);
    }

    /** The recommended maximum of pods on a node. */
    public PodCeilings podCeilings() {
        return new PodCeilings(
                number(Parameter.SMALL_CEILING), number(Parameter.LARGE_CEILING), number(Parameter.LARGE_FROM_VCPUS));
    }

    /** The names and ids of zones that need no ENIConfig. */
    public Set<String> ignoredZones() {
        return ((Zones) value(Parameter.IGNORED_ZONES).orElseThrow()).namesOrIds();
    }

    private CidrSet blocks(Parameter parameter) {
        return (CidrSet) value(parameter).orElseThrow();
    }

    private int number(Parameter parameter) {
        return optional(parameter).orElseThrow();
    }

    private OptionalInt optional(Parameter parameter) {
        return value(parameter).stream().mapToInt(Integer.class::cast).findFirst();
    }
}
