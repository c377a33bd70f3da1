package io.eniguard.fuzz;

import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.policy.Operation;
import io.eniguard.policy.Parameters;
import io.eniguard.policy.Requester;
import io.eniguard.review.Patch;
import io.eniguard.review.ReviewRequest;
import io.eniguard.review.Reviewer;
import io.eniguard.review.Verdict;
import io.eniguard.source.file.VpcDocument;
import io.eniguard.tree.Tree;
import io.eniguard.tree.YamlReader;
import io.eniguard.tree.YamlSyntaxException;
import io.eniguard.world.World;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Checks a ConfigMap with any text: the patch applies and is short, messages fit their limit, and a second review patches nothing. */
public final class ConfigMapFuzz {

    private static final int LONGEST_LINE = 240;
    private static final String KIND = "kind: KubeletConfiguration\n";
    private static final World WORLD = new World(
            VpcDocument.read("EC2", List.of()),
            ClusterSnapshot.of(List.of(yaml("""
                    apiVersion: apps/v1
                    kind: DaemonSet
                    metadata: {name: aws-node, namespace: kube-system}
                    spec:
                      template:
                        spec:
                          containers:
                            - name: aws-node
                              env: [{name: AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG, value: "true"}]
                    """))),
            Parameters.DEFAULTS,
            Instant.parse("2026-01-01T00:00:00Z"));
    private static final Reviewer REVIEWER = new Reviewer();

    private ConfigMapFuzz() {}

    /**
     * Reads a typical input before the fuzzer measures times. The first input loads and instruments all classes, which takes longer than any
     * input may on a busy machine.
     */
    public static void fuzzerInitialize() {
        fuzzerTestOneInput("maxPods: 29\n".getBytes(StandardCharsets.UTF_8));
    }

    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        review(text);
        review(KIND + text);
    }

    private static void review(String text) {
        Tree object = new Tree(Map.of(
                "apiVersion",
                "v1",
                "kind",
                "ConfigMap",
                "metadata",
                Map.of("name", "k", "labels", Map.of("node.kubernetes.io/instance-type", "m5.large")),
                "data",
                Map.of("kubelet", text)));
        Patch patch = REVIEWER.mutate(create(object), WORLD).patch();
        Tree patched = patch.applyTo(object);
        Claims.that(
                patched.text("data", "kubelet").orElse("").length() <= 2 * text.length() + 2_000,
                "the patch is much longer than the object");
        Claims.that(REVIEWER.mutate(create(patched), WORLD).patch().isEmpty(), "a second review patches something");
        Verdict verdict = REVIEWER.review(create(object), WORLD);
        verdict.findings()
                .forEach(judged -> Claims.that(
                        judged.line().length() <= LONGEST_LINE
                                && !judged.isCut()
                                && judged.line().codePoints().noneMatch(Character::isISOControl),
                        judged.line()));
    }

    private static ReviewRequest create(Tree object) {
        return new ReviewRequest(Operation.CREATE, object, Tree.EMPTY, Requester.PERSON);
    }

    private static Tree yaml(String text) {
        try {
            return Tree.of(YamlReader.readAll(text).get(0).content());
        } catch (YamlSyntaxException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
