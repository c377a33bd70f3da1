package io.eniguard.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.policy.Parameters;
import io.eniguard.review.Judged;
import io.eniguard.review.ReviewRequest;
import io.eniguard.review.Reviewer;
import io.eniguard.source.file.VpcDocument;
import io.eniguard.tree.Tree;
import io.eniguard.tree.YamlReader;
import io.eniguard.world.World;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that the warnings of the rule {@code node-template} have at most 240 characters, even with long names. */
class LongTemplatesTest {

    private static final String LONG = "a-long-name-for-a-thing-".repeat(10).substring(0, 63);
    private static final String OTHER = LONG.substring(0, 62) + "2";
    private static final String KEY = "a-long-domain-of-a-company.example.com/name-of-the-eniconfig-for-pods";

    @ParameterizedTest
    @CsvSource({
        "LONG,  us-west-2-lax-1b",
        "LONG,  'us-west-2-lax-1a, us-west-2-lax-1b, us-west-2-las-1a'",
        "OTHER, us-west-2-lax-1a"
    })
    void noLineIsTooLong(String name, String zones) throws Exception {
        String value = name.equals("LONG") ? LONG : OTHER;
        Tree pool = tree("""
                {"apiVersion": "karpenter.sh/v1", "kind": "NodePool", "metadata": {"name": "%1$s"}, "spec": {"template": {
                  "metadata": {
                    "labels": {"%2$s": "%3$s", "k8s.amazonaws.com/eniConfig": "%1$s2"},
                    "annotations": {"k8s.amazonaws.com/eniConfig": "%1$s2"}},
                  "spec": {
                    "nodeClassRef": {"name": "%1$s"},
                    "requirements": [{"key": "topology.kubernetes.io/zone", "operator": "In", "values": [%4$s]}]}}}}
                """.formatted(LONG, KEY, value, zones));
        Tree awsNode = tree("""
                {"apiVersion": "apps/v1", "kind": "DaemonSet", "metadata": {"name": "aws-node", "namespace": "kube-system"},
                 "spec": {"template": {"spec": {"containers": [{"name": "aws-node", "env": [
                  {"name": "AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG", "value": "true"},
                  {"name": "ENI_CONFIG_LABEL_DEF", "value": "%1$s"},
                  {"name": "ENI_CONFIG_ANNOTATION_DEF", "value": "%1$s"}]}]}}}}
                """.formatted(KEY));
        Tree eniConfig = tree("""
                {"apiVersion": "crd.k8s.amazonaws.com/v1alpha1", "kind": "ENIConfig", "metadata": {"name": "%s"},
                 "spec": {"subnet": "subnet-0a1b2c3d4e5f60718"}}
                """.formatted(LONG));
        World world = new World(
                VpcDocument.read("vpc.json", List.of(tree("""
                        {"Subnets": [{"SubnetId": "subnet-0a1b2c3d4e5f60718", "AvailabilityZone": "us-west-2-lax-1a"}]}"""))),
                ClusterSnapshot.builder()
                        .addAll(List.of(pool, awsNode, eniConfig))
                        .build(),
                Parameters.DEFAULTS,
                Instant.parse("2026-01-01T00:00:00Z"));

        List<Judged> findings = new Reviewer()
                .review(ReviewRequest.create(pool), world).findings().stream()
                        .filter(judged -> judged.rule().equals("node-template"))
                        .toList();

        assertEquals(3, findings.size());
        for (Judged judged : findings) {
            assertTrue(judged.line().length() <= 240, judged::line);
            assertFalse(judged.isCut(), judged::line);
        }
    }

    private static Tree tree(String json) throws Exception {
        return Tree.of(YamlReader.readAll(json).get(0).content());
    }
}
