package io.eniguard.review;

import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.policy.Parameters;
import io.eniguard.source.file.VpcDocument;
import io.eniguard.tree.Tree;
import io.eniguard.tree.YamlReader;
import io.eniguard.tree.YamlSyntaxException;
import io.eniguard.world.World;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Creates objects and worlds from YAML. */
final class Manifests {

    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    static final String AWS_NODE = """
            apiVersion: apps/v1
            kind: DaemonSet
            metadata: {name: aws-node, namespace: kube-system}
            spec:
              template:
                spec:
                  containers:
                    - name: aws-node
                      env: [{name: AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG, value: "true"}]
            """;

    private Manifests() {}

    static Tree yaml(String text) {
        try {
            return Tree.of(YamlReader.readAll(text).get(0).content());
        } catch (YamlSyntaxException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    static Tree eniConfig(String name, String spec) {
        return eniConfig(name, "", spec);
    }

    /**
     * Returns an ENIConfig.
     *
     * @param metadata other members of the metadata, after the name; may be empty
     */
    static Tree eniConfig(String name, String metadata, String spec) {
        return yaml("""
                apiVersion: crd.k8s.amazonaws.com/v1alpha1
                kind: ENIConfig
                metadata: {name: %s%s}
                spec: %s
                """.formatted(name, metadata.isEmpty() ? "" : ", " + metadata, spec));
    }

    static Tree node(String name, String labels) {
        return yaml("""
                apiVersion: v1
                kind: Node
                metadata: {name: %s, labels: {%s}}
                """.formatted(name, labels));
    }

    /**
     * Returns a world with default parameters.
     *
     * @param vpc the facts as the AWS CLI prints them; empty if nothing is known
     * @param cluster the objects of the cluster
     */
    static World world(String vpc, Tree... cluster) {
        return world(Parameters.DEFAULTS, vpc, cluster);
    }

    static World world(Parameters parameters, String vpc, Tree... cluster) {
        return new World(
                VpcDocument.read("EC2", vpc.isEmpty() ? List.of() : List.of(yaml(vpc))),
                ClusterSnapshot.of(Arrays.asList(cluster)),
                parameters,
                NOW);
    }
}
