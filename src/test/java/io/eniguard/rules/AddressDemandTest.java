package io.eniguard.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.CniSettings;
import io.eniguard.maxpods.InstanceTypes;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests how many addresses a new node takes from its pod subnet, depending on the settings in aws-node's environment. */
class AddressDemandTest {

    @Test
    void aNodeTakesOneWholeInterfaceByDefault() {
        assertEquals(10, demand(Map.of()));
    }

    @Test
    void theWarmTargetsCount() {
        assertEquals(20, demand(Map.of("WARM_ENI_TARGET", "2")));
        assertEquals(6, demand(Map.of("WARM_IP_TARGET", "5")));
        assertEquals(9, demand(Map.of("MINIMUM_IP_TARGET", "8")));
        assertEquals(49, demand(Map.of("ENABLE_PREFIX_DELEGATION", "true", "WARM_PREFIX_TARGET", "3")));
    }

    @Test
    void prefixesCount() {
        assertEquals(17, demand(Map.of("ENABLE_PREFIX_DELEGATION", "true")));
    }

    @Test
    void interfacesThatAreNotForPodsDoNotCount() {
        assertEquals(10, demand(Map.of("WARM_ENI_TARGET", "2", "MAX_ENI", "2")));
        assertEquals(10, demand(Map.of("WARM_ENI_TARGET", "2", "ENABLE_POD_ENI", "true")));
    }

    @Test
    void furtherNetworkCardsCountIfTheCniUsesThem() {
        CniSettings all = new CniSettings(Map.of("ENABLE_MULTI_NIC", "true"), false);
        CniSettings first = new CniSettings(Map.of("ENABLE_MULTI_NIC", "false"), false);
        CniSettings assumed = CniSettings.assumedDefaults();
        assertEquals(112, AddressDemand.with(all, InstanceTypes.builtIn()).of("p5.48xlarge"));
        assertEquals(50, AddressDemand.with(first, InstanceTypes.builtIn()).of("p5.48xlarge"));
        assertEquals(50, AddressDemand.with(assumed, InstanceTypes.builtIn()).of("p5.48xlarge"));
        assertEquals(10, AddressDemand.with(all, InstanceTypes.builtIn()).of("m5.large"));
    }

    @Test
    void anUnknownTypeTakesSixteen() {
        AddressDemand demand = AddressDemand.with(new CniSettings(Map.of(), false), InstanceTypes.builtIn());
        assertEquals(16, demand.of(node(Map.of("node.kubernetes.io/instance-type", "m99.tiny"))));
        assertEquals(16, demand.of(node(Map.of())));
    }

    private static int demand(Map<String, String> environment) {
        return AddressDemand.with(new CniSettings(environment, false), InstanceTypes.builtIn())
                .of(node(Map.of("node.kubernetes.io/instance-type", "m5.large")));
    }

    private static ClusterNode node(Map<String, String> labels) {
        return new ClusterNode(
                "node",
                labels,
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                new ClusterNode.Pods(Optional.empty(), Optional.empty()));
    }
}
