package io.eniguard.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.localkube.CommandOutput;
import io.eniguard.localkube.KubeUser;
import io.eniguard.tree.Tree;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the output of kubectl for several objects: each denial names its object, and each change by eniguard is reported. */
@WithGuardedCluster
class NamedObjectsIT {

    private static final String COLLECTION = "/apis/crd.k8s.amazonaws.com/v1alpha1/eniconfigs";
    private static final List<String> IN_USE = List.of("us-west-2a-pods-1", "us-west-2a-pods-2");

    private final GuardedCluster guarded;
    private final KubeUser admin;
    private final Path folder;

    NamedObjectsIT(GuardedCluster guarded, @TempDir Path folder) {
        this.guarded = guarded;
        this.admin = guarded.admin();
        this.folder = folder;
    }

    @AfterEach
    void removeObjects() throws Exception {
        for (String name : IN_USE) {
            admin.kubectl("delete", "node", "cl-" + name, "--ignore-not-found").orThrow();
        }
        guarded.awaitThat(
                "no ENIConfig is in use",
                () -> admin.kubectl("delete", "eniconfigs", "--all").succeeded());
    }

    /** Returns six ENIConfigs, of which the fourth names the node subnet by mistake. */
    private static String sixOfWhichOneIsWrong() {
        return Stream.of(1, 2, 3, 4, 5, 6)
                .map(number -> GuardedCluster.eniConfig(
                        "us-west-2a-pods-" + number,
                        number == 4 ? GuardedCluster.NODE_SUBNET : GuardedCluster.POD_SUBNET))
                .collect(Collectors.joining("---\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--server-side=false", "--server-side=true"})
    void theWrongOneOfSixIsNamed(String mode) throws Exception {
        Path six = Files.writeString(folder.resolve("six.yaml"), sixOfWhichOneIsWrong());
        CommandOutput output = admin.kubectl("apply", mode, "--filename=" + six);
        assertFalse(output.succeeded());
        assertTrue(
                output.err()
                        .contains("admission webhook \"eniconfigs.validate.eniguard.io\" denied the request: ENIConfig"
                                + " us-west-2a-pods-4: [subnet-cidr] " + GuardedCluster.NODE_SUBNET),
                output.err());
        assertTrue(output.err().contains("Error from server (Forbidden): "), output.err());
        assertEquals(1, output.err().split("denied the request", -1).length - 1, output.err());
        assertEquals(
                5,
                admin.kubectl("get", "eniconfigs", "--output=name")
                        .orThrow()
                        .lines()
                        .count());
    }

    @Test
    void theTwoInUseAreNamedWhenAllAreDeleted() throws Exception {
        useTwoOfThree();
        CommandOutput output = admin.kubectl("delete", "eniconfigs", "--all");
        assertFalse(output.succeeded());
        for (String name : IN_USE) {
            assertTrue(
                    output.err()
                            .contains("denied the request: ENIConfig %s: [eniconfig-in-use] in use by 1 node: cl-%s."
                                    .formatted(name, name)),
                    output.err());
        }
        assertEquals(
                IN_USE.stream()
                        .map(name -> "eniconfig.crd.k8s.amazonaws.com/" + name)
                        .toList(),
                admin.kubectl("get", "eniconfigs", "--output=name")
                        .orThrow()
                        .lines()
                        .toList());
    }

    /** The API server deletes the objects of a collection one by one, and the reviews of these deletions contain no name. */
    @Test
    void aRefusalOfACollectionsDeletionNamesTheObject() throws Exception {
        useTwoOfThree();
        HttpResponse<String> answer = admin.request("DELETE", COLLECTION, "application/json", "");
        assertEquals(403, answer.statusCode(), answer.body());
        Tree status = Reviews.parse(answer.body());
        String name = status.text("details", "name").orElseThrow();
        assertTrue(IN_USE.contains(name), answer.body());
        assertEquals(
                Map.of("name", name, "group", "crd.k8s.amazonaws.com", "kind", "ENIConfig"),
                status.at("details").fields());
        assertEquals("Forbidden", status.text("reason").orElseThrow());
        assertTrue(
                status.text("message")
                        .orElseThrow()
                        .contains("denied the request: ENIConfig " + name + ": [eniconfig-in-use] "),
                answer.body());
    }

    private void useTwoOfThree() throws Exception {
        guarded.apply(Stream.of(1, 2, 3)
                .map(number -> GuardedCluster.eniConfig("us-west-2a-pods-" + number, GuardedCluster.POD_SUBNET))
                .collect(Collectors.joining("---\n")));
        for (String name : IN_USE) {
            guarded.awaitThat(
                    "eniguard has seen ENIConfig " + name,
                    () -> admin.kubectlWithInput(
                                    GuardedCluster.node("cl-" + name, "us-west-2a")
                                            .replace(
                                                    "labels: {",
                                                    "labels: {k8s.amazonaws.com/eniConfig: " + name + ", "),
                                    "create",
                                    "--filename=-")
                            .succeeded());
            guarded.awaitThat(
                    "eniguard has seen the node of " + name,
                    () -> !admin.kubectl("delete", "eniconfig", name, "--dry-run=server")
                            .succeeded());
        }
    }

    @Test
    void aWarningBesideARefusalIsNoReasonForIt() throws Exception {
        String withoutGroups = GuardedCluster.eniConfig("us-west-2b", GuardedCluster.NODE_SUBNET)
                .replaceFirst("\\[sg-.*]", "[]");
        CommandOutput output = admin.kubectlWithInput(withoutGroups, "create", "--filename=-");
        assertTrue(output.err().contains("Warning: [eniconfig-shape] "), output.err());
        String refusal = output.err().substring(output.err().indexOf("denied the request: "));
        assertTrue(refusal.startsWith("denied the request: ENIConfig us-west-2b: [subnet-cidr] "), output.err());
        assertFalse(refusal.contains("[eniconfig-shape]"), output.err());
    }

    @Test
    void aNumberThatEniguardWroteIsReported() throws Exception {
        CommandOutput output = admin.kubectlWithInput("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: kubelet-m5, namespace: default, labels: {node.kubernetes.io/instance-type: m5.large}}
                data:
                  config.yaml: |
                    apiVersion: kubelet.config.k8s.io/v1beta1
                    kind: KubeletConfiguration
                """, "create", "--dry-run=server", "--filename=-");
        assertTrue(output.succeeded(), output.err());
        assertEquals(
                "Warning: [max-pods] eniguard wrote maxPods 20 into config.yaml of ConfigMap default/kubelet-m5."
                        + " Fix: set maxPods 20 in the manifest too\n",
                output.err());
    }
}
