package io.eniguard.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.tree.Tree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests how the version of the VPC CNI is read from the image of aws-node. */
class CniVersionTest {

    @ParameterizedTest
    @CsvSource({
        "602401143452.dkr.ecr.us-west-2.amazonaws.com/amazon-k8s-cni:v1.20.4, 1.20.4",
        "602401143452.dkr.ecr.us-west-2.amazonaws.com/amazon-k8s-cni:v1.22.1-eksbuild.3, 1.22.1",
        "amazon-k8s-cni:1.7.5, 1.7.5",
        "registry.example.com:5000/cni/amazon-k8s-cni:v1.9.0-rc1, 1.9.0",
        "registry.example.com:5000/amazon-k8s-cni:v1.18.3@sha256:abababab, 1.18.3",
        "registry.example.com:5000/amazon-k8s-cni@sha256:abababab, ''",
        "registry.example.com:5000/amazon-k8s-cni, ''",
        "amazon-k8s-cni:latest, ''",
        "amazon-k8s-cni:master-1.20.4, ''",
        "amazon-k8s-cni:v1.20, ''",
        "amazon-k8s-cni:v99999.1.1, ''",
        "amazon-k8s-cni, ''",
        "'', ''"
    })
    void theTagOfTheImageIsTheVersion(String image, String expected) {
        assertEquals(
                expected, CniVersion.ofImage(image).map(CniVersion::toString).orElse(""));
    }

    @Test
    void versionsAreComparedAsNumbers() {
        CniVersion version = new CniVersion(1, 9, 3);
        assertTrue(version.isAtLeast(1, 9, 3));
        assertTrue(version.isAtLeast(1, 8, 10));
        assertFalse(version.isAtLeast(1, 10, 0));
        assertFalse(version.isAtLeast(2, 0, 0));
    }

    @Test
    void onlyTheImageOfAwsNodeCounts() {
        Tree daemonSet = Tree.of(Map.of(
                "spec",
                Map.of(
                        "template",
                        Map.of(
                                "spec",
                                Map.of(
                                        "initContainers", List.of(container("aws-vpc-cni-init", "init:v1.1.1")),
                                        "containers",
                                                List.of(
                                                        container("aws-eks-nodeagent", "agent:v1.2.3"),
                                                        container("aws-node", "cni:v1.22.0")))))));
        assertEquals(
                Optional.of(new CniVersion(1, 22, 0)),
                CniSettings.from(daemonSet).version());
    }

    private static Map<String, Object> container(String name, String image) {
        return Map.of("name", name, "image", image);
    }
}
