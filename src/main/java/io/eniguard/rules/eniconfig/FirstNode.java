package io.eniguard.rules.eniconfig;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.CniSettings;
import io.eniguard.maxpods.Addressing;
import io.eniguard.maxpods.FirstAddresses;
import io.eniguard.maxpods.InstanceType;
import io.eniguard.maxpods.InstanceTypes;
import io.eniguard.maxpods.Networking;
import io.eniguard.maxpods.NetworkingMode;
import io.eniguard.maxpods.WarmTargets;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one more node like those that an ENIConfig serves takes from its subnet before the first pod.
 *
 * @param node a node of the type that takes most, in words
 * @param addresses that it takes
 */
record FirstNode(String node, int addresses) {

    /** Where no node tells its type. */
    static final FirstNode OF_ANY_TYPE = new FirstNode("a new node", 16);

    /** The one that takes most, if the CNI hands out addresses in this way. */
    static FirstNode among(List<ClusterNode> nodes, CniSettings cni, Addressing addressing) {
        NetworkingMode mode = mode(cni, addressing);
        WarmTargets targets = targets(cni);
        return types(nodes)
                .map(type -> new FirstNode("a new " + type.name(), FirstAddresses.of(type, mode, targets)))
                .max(Comparator.comparingInt(FirstNode::addresses))
                .orElse(OF_ANY_TYPE);
    }

    private static Stream<InstanceType> types(List<ClusterNode> nodes) {
        return nodes.stream()
                .flatMap(node -> node.instanceType().stream())
                .distinct()
                .sorted()
                .flatMap(name -> InstanceTypes.builtIn().find(name).stream());
    }

    private static NetworkingMode mode(CniSettings cni, Addressing addressing) {
        return new NetworkingMode(
                Networking.CUSTOM,
                addressing,
                cni.podEni().orElse(false),
                cni.maxEni(),
                NetworkingMode.USUAL_HOST_NETWORK_PODS);
    }

    /** With the defaults of the CNI's code where a variable is not set: amazon-vpc-cni-k8s, pkg/ipamd/ipamd.go. */
    private static WarmTargets targets(CniSettings cni) {
        return new WarmTargets(
                cni.number("WARM_ENI_TARGET").orElse(1),
                cni.number("WARM_PREFIX_TARGET").orElse(0),
                cni.number("WARM_IP_TARGET").orElse(0),
                cni.number("MINIMUM_IP_TARGET").orElse(0));
    }
}
