package io.eniguard.cluster;

import io.eniguard.cluster.NodeClass.SubnetTerm;
import io.eniguard.tree.Tree;
import java.util.List;

/**
 * A NodeClass of EKS Auto Mode, with the fields for subnets. Nodes of EKS Auto Mode use these fields instead of ENIConfigs: EKS user guide,
 * "Create a Node Class for Amazon EKS".
 *
 * @param nodeTerms {@code spec.subnetSelectorTerms}, which select the subnets of nodes
 * @param podTerms {@code spec.podSubnetSelectorTerms}; if the list is empty, pods use the subnet of their node
 */
public record AutoNodeClass(String name, List<SubnetTerm> nodeTerms, List<SubnetTerm> podTerms) {

    public static final String KIND = "NodeClass";
    public static final String GROUP = "eks.amazonaws.com";

    public AutoNodeClass {
        nodeTerms = List.copyOf(nodeTerms);
        podTerms = List.copyOf(podTerms);
    }

    public static AutoNodeClass from(Tree manifest) {
        return new AutoNodeClass(
                manifest.text("metadata", "name").orElse(""),
                SubnetTerm.listIn(manifest, "subnetSelectorTerms"),
                SubnetTerm.listIn(manifest, "podSubnetSelectorTerms"));
    }
}
