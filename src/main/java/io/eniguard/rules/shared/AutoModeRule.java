package io.eniguard.rules.shared;

import static io.eniguard.policy.Action.WARN;

import io.eniguard.rules.About;

/** The description of the rule {@code auto-mode}. */
public final class AutoModeRule {

    public static final About ABOUT = About.of("auto-mode", WARN)
            .says(
                    "Pods on nodes of EKS Auto Mode get addresses outside private blocks, from a subnet in the zone of the node")
            .because("""
                    EKS Auto Mode does not read ENIConfigs. The NodeClass of its nodes has podSubnetSelectorTerms instead. These terms
                    must select a subnet in each zone that has nodes, because an interface can only be attached to a node in its own
                    zone. As with ENIConfigs, a subnet in 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16 frees no private addresses.
                    """)
            .source("https://docs.aws.amazon.com/eks/latest/userguide/create-node-class.html");

    private AutoModeRule() {}
}
