package io.eniguard.source.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eniguard.tree.Tree;
import io.eniguard.vpc.EksCluster;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SavedVpcTest {

    @Test
    void theControlPlanesGroupsAndSubnetsAreKept() {
        Tree described = new Tree(Map.of(
                "cluster",
                Map.of(
                        "name",
                        "demo",
                        "resourcesVpcConfig",
                        Map.of("securityGroupIds", List.of("sg-1"), "subnetIds", List.of("subnet-1")))));

        Tree saved = new Tree(SavedVpc.of(List.of(described)).document(Map.of()));

        assertEquals(
                Optional.of(new EksCluster.ControlPlane(List.of("sg-1"), List.of("subnet-1"))),
                VpcDocument.read("saved", List.of(saved)).cluster().map(EksCluster::controlPlane));
    }
}
