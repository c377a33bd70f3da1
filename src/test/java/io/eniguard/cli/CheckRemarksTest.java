package io.eniguard.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.json.StrictJson;
import io.eniguard.json.TreeReader;
import io.eniguard.tree.Document;
import io.eniguard.tree.Tree;
import jakarta.json.stream.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests what {@code check} reports about its input: files that cannot be read, and mistakes that no rule can find. */
class CheckRemarksTest {

    private static final String POD_SUBNET = "subnet-0a41d9c8b7e6f5a01";
    private static final String GROUP = "sg-0b0d5a1c2e3f40572";
    private static final String[] FACTS = {"--vpc", "examples/vpc", "--cluster", "examples/cluster"};

    private final Path folder;

    CheckRemarksTest(@TempDir Path folder) {
        this.folder = folder;
    }

    // Objects that are defined twice

    @Test
    void twoObjectsOfOneNameAreReportedWithBothPlaces() throws IOException {
        write(
                "a.yaml",
                eniConfig("eu-central-1a") + "---\n" + eniConfig("eu-central-1a-2") + "---\n"
                        + eniConfig("eu-central-1a"));
        String remark = "ENIConfig/eu-central-1a is defined twice: also at a.yaml:1."
                + " kubectl apply keeps only the last definition. Fix: rename or remove the others";
        CommandRun run = check("a.yaml", FACTS);
        assertEquals(0, run.exitCode(), run::toString);
        assertEquals("a.yaml:11: warning: " + remark, run.err().strip());
        assertTrue(lastLine(run).endsWith("; 1 warning about the input"), run::out);
        Tree warning = json("a.yaml", FACTS).trees("warnings").get(0);
        assertEquals("a.yaml", warning.text("file").orElse(""));
        assertEquals(11, warning.integer("line").orElse(0L));
        assertEquals(remark, warning.text("message").orElse(""));
        assertEquals(1, check("a.yaml", with(FACTS, "--fail-on", "warn")).exitCode());
    }

    @Test
    void aNameInSeveralFilesIsReportedOnce() throws IOException {
        for (String name : List.of("a.yaml", "b.yaml", "c.yaml", "d.yaml", "e.yaml")) {
            write(name, eniConfig("eu-central-1a"));
        }
        CommandRun run = check(".", FACTS);
        assertEquals(
                "./e.yaml:1: warning: ENIConfig/eu-central-1a is defined 5 times: also at ./a.yaml:1, ./b.yaml:1, ./c.yaml:1"
                        + " and 1 more place. kubectl apply keeps only the last definition. Fix: rename or remove the others",
                run.err().strip());
    }

    @Test
    void objectsThatAreNotTheSameMayShareAName() throws IOException {
        write(
                "a.yaml",
                Stream.of("default", "kube-system", "other")
                        .map("{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: %s}}\n---\n"::formatted)
                        .reduce(eniConfig("eu-central-1a") + "---\n", String::concat));
        write("b.yaml", """
                {apiVersion: v1, kind: Service, metadata: {name: a}}
                ---
                {apiVersion: v1, kind: Service, metadata: {generateName: a}}
                ---
                {apiVersion: v1, kind: Service, metadata: {generateName: a}}
                """);
        assertEquals("", check(".", FACTS).err());
        write("c.yaml", "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}\n");
        assertTrue(
                check(".", FACTS).err().contains("ConfigMap/a is defined twice"),
                "the namespace default may be left out");
    }

    @Test
    void anObjectWithoutRulesCanBeDefinedTwiceToo() throws IOException {
        write("a.yaml", "{apiVersion: v1, kind: Service, metadata: {name: s, namespace: n}}\n---\n".repeat(2));
        assertEquals(
                "a.yaml:3: warning: Service/n/s is defined twice: also at a.yaml:1."
                        + " kubectl apply keeps only the last definition. Fix: rename or remove the others",
                check("a.yaml", FACTS).err().strip());
    }

    @Test
    void aPatchForKustomizeIsNotADuplicateOfItsBase() throws IOException {
        String base = eniConfig("eu-central-1a");
        write("base/kustomization.yaml", "resources: [a.yaml]");
        write("base/a.yaml", base);
        write("overlays/prod/kustomization.yaml", "resources: [../../base]\npatches: [{path: a.yaml}]");
        write("overlays/prod/a.yaml", base.replaceAll("spec:.*", "spec: {securityGroups: [sg-0c1d2e3f4a5b60001]}"));
        assertFalse(check("base overlays", FACTS).err().contains("is defined"));
        write("base/b.yaml", base);
        assertTrue(check("base overlays", FACTS)
                .err()
                .contains("ENIConfig/eu-central-1a is defined twice: also at base/a.yaml:1."));
    }

    @Test
    void objectsWithoutRulesInDifferentFilesAreNotDuplicates() throws IOException {
        String namespace = "{apiVersion: v1, kind: Namespace, metadata: {name: karpenter}}\n";
        write("clusters/dev/namespace.yaml", namespace);
        write("clusters/prod/namespace.yaml", namespace);
        assertEquals("", check("clusters", FACTS).err());
    }

    /** An object in a file intentionally replaces the same object of the cluster. */
    @Test
    void anObjectOfTheClusterIsNotADuplicate() throws IOException {
        write("a.yaml", eniConfig("eu-central-1a-pods-1"));
        assertEquals("", check("a.yaml", FACTS).err());
    }

    // Mistyped kinds

    @ParameterizedTest
    @CsvSource({
        "crd.k8s.amazonaws.com/v1alpha1, EniConfig, crd.k8s.amazonaws.com/v1alpha1, ENIConfig",
        "crd.k8s.amazonaws.com/v1alpha1, ENIConfigs, crd.k8s.amazonaws.com/v1alpha1, ENIConfig",
        "vpcresources.k8s.aws/v1beta1, ENIConfig, crd.k8s.amazonaws.com/v1alpha1, ENIConfig",
        "crd.k8s.amazonaws.com/v1beta1, ENIConfig, crd.k8s.amazonaws.com/v1alpha1, ENIConfig",
        "v1, ENIConfig, crd.k8s.amazonaws.com/v1alpha1, ENIConfig",
        "karpenter.sh/v1, Nodepool, karpenter.sh/v1, NodePool",
        "karpenter.k8s.aws/v1, NodePool, karpenter.sh/v1, NodePool",
        "karpenter.sh/v1alpha5, NodePool, karpenter.sh/v1, NodePool",
        "karpenter.sh/v1, EC2NodeClass, karpenter.k8s.aws/v1, EC2NodeClass",
        "apps/v1, Daemonset, apps/v1, DaemonSet",
        "v1, Configmap, v1, ConfigMap",
        "v1beta1, Node, v1, Node"
    })
    void aMistypedKindOrApiVersionIsReported(String apiVersion, String kind, String meantVersion, String meantKind)
            throws IOException {
        write("a.yaml", "{apiVersion: %s, kind: %s, metadata: {name: x}}\n".formatted(apiVersion, kind));
        assertTrue(
                check("a.yaml", FACTS)
                        .err()
                        .contains("a.yaml:1: warning: %s/x is of kind %s in %s; did you mean kind %s in %s?"
                                .formatted(kind, kind, apiVersion, meantKind, meantVersion)),
                kind);
    }

    @ParameterizedTest
    @CsvSource({
        "v1, Pod",
        "longhorn.io/v1beta2, Node",
        "karpenter.sh/v1, NodeClaim",
        "eks.amazonaws.com/v1, NodeClass",
        "apps/v1, ReplicaSet",
        "apps.openyurt.io/v1beta1, NodePool",
        "karpenter.sh/v1beta1, NodePool",
        "extensions/v1beta1, DaemonSet"
    })
    void otherKindsAreSkippedWithoutARemark(String apiVersion, String kind) throws IOException {
        write("a.yaml", "{apiVersion: %s, kind: %s, metadata: {name: x}}\n".formatted(apiVersion, kind));
        assertFalse(check("a.yaml", FACTS).err().contains("did you mean"), kind);
    }

    @Test
    void skippedObjectsAreListedOnRequest() throws IOException {
        write(
                "a.yaml",
                eniConfig("eu-central-1a")
                        + "---\n{apiVersion: v1, kind: Service, metadata: {name: s, namespace: n}}\n");
        assertEquals(1, check("a.yaml", FACTS).lines().size());
        assertEquals(
                List.of(
                        "a.yaml:6: Service/n/s: skipped: there are no rules for this kind (v1)",
                        "1 object reviewed: 0 denied, 0 with warnings, 0 with something unknown; 1 skipped: Service"),
                check("a.yaml", with(FACTS, "--show-skipped")).lines());
        assertTrue(json("a.yaml", FACTS).trees("skipped").isEmpty());
        Tree skipped =
                json("a.yaml", with(FACTS, "--show-skipped")).trees("skipped").get(0);
        assertEquals("Service", skipped.text("object", "kind").orElse(""));
        assertEquals(6, skipped.integer("source", "line").orElse(0L));
    }

    @Test
    void theLastLineNamesTheKindsOfSkippedObjects() throws IOException {
        write("a.yaml", """
                {apiVersion: v1, kind: Service, metadata: {name: s}}
                ---
                {apiVersion: helm.toolkit.fluxcd.io/v2, kind: HelmRelease, metadata: {name: h}}
                ---
                {apiVersion: v1, kind: Service, metadata: {name: t}}
                ---
                {apiVersion: apps.openyurt.io/v1beta1, kind: NodePool, metadata: {name: p}}
                """);
        assertEquals(
                "nothing was reviewed; 4 skipped: Service, HelmRelease, NodePool of apps.openyurt.io/v1beta1",
                lastLine(check("a.yaml", FACTS)));
        write("b.yaml", "{apiVersion: b/v1, kind: K1}\n---\n{apiVersion: v1, kind: \"K\\u001b2\"}\n---\na: b\n");
        assertTrue(
                lastLine(check("b.yaml", FACTS)).endsWith("; 3 skipped: K1, K2, no kind"),
                () -> lastLine(check("b.yaml", FACTS)));
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            many.append("---\n{apiVersion: v1, kind: ")
                    .append("K".repeat(300))
                    .append(i)
                    .append("}\n");
            many.append("---\n{apiVersion: v1, kind: K").append(i).append("}\n");
        }
        write("c.yaml", many.toString());
        String last = lastLine(check("c.yaml", FACTS));
        assertTrue(last.endsWith("…, K0, K1, K2, K3 and 36 more kinds"), last);
    }

    // Files that cannot be read

    @Test
    void anUnreadableFileShowsInJsonAndInTheLastLine() throws IOException {
        write("good.yaml", eniConfig("eu-central-1a"));
        write("bad.yaml", "a:\n b: 1\n   c: 2\n");
        CommandRun run = check(".", FACTS);
        assertEquals(2, run.exitCode());
        assertTrue(run.err().startsWith("./bad.yaml:3: "), run::err);
        assertTrue(run.err().lines().findFirst().orElse("").endsWith("; wrong indentation?"), run::err);
        assertTrue(lastLine(run).endsWith("; 1 file could not be read"), run::out);

        List<Tree> errors = json("bad.yaml missing.yaml", FACTS).trees("errors");
        assertEquals(
                List.of("bad.yaml:3", "missing.yaml:null no such file or folder"),
                errors.stream()
                        .map(error -> error.text("file").orElse("") + ":"
                                + error.integer("line").map(String::valueOf).orElse("null")
                                + (error.integer("line").isPresent()
                                        ? ""
                                        : " " + error.text("message").orElse("")))
                        .toList());
        assertTrue(lastLine(check("bad.yaml missing.yaml", FACTS)).endsWith("; 2 files could not be read"));
        assertFalse(json("good.yaml", FACTS).keys().contains("errors"));
    }

    /** The unreadable file may contain the ENIConfigs that seem to be missing. */
    @Test
    void missingEniConfigsAreNotReportedWithAnUnreadableFile() throws IOException {
        String daemonSet = """
                apiVersion: apps/v1
                kind: DaemonSet
                metadata: {name: aws-node, namespace: kube-system}
                spec: {template: {spec: {containers: [{name: aws-node, env: [
                  {name: AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG, value: "true"}]}]}}}
                """;
        String node = """
                apiVersion: v1
                kind: Node
                metadata: {name: %s, labels: {topology.kubernetes.io/zone: eu-central-1a%s}}
                """;
        write(
                "cluster.yaml",
                daemonSet + "---\n" + node.formatted("a", "") + "---\n"
                        + node.formatted("b", ", k8s.amazonaws.com/eniConfig: gone"));
        write("one.yaml", eniConfig("default").replace(POD_SUBNET, "subnet-0b63f7e6d5c4b3a03"));
        String[] vpc = {"--vpc", "examples/vpc"};
        String judged = check("cluster.yaml one.yaml", vpc).out();
        for (String rule : List.of("[zone-coverage]", "[node-resolves]", "[node-zone]")) {
            assertTrue(judged.contains(rule), judged);
        }
        write("eniconfigs.yaml", "a:\n b: 1\n   c: 2\n");
        CommandRun partly = check("cluster.yaml one.yaml eniconfigs.yaml", vpc);
        assertEquals(2, partly.exitCode());
        assertFalse(partly.out().matches("(?s).*\\[(zone-coverage|node-).*"), partly::out);
        assertFalse(partly.out().contains("would get the label"), partly::out);
        assertTrue(
                partly.err()
                        .contains(
                                "these rules were skipped, because an unreadable file may contain objects that they need:"),
                partly::err);
        for (String rule : List.of(" node-drift,", " node-resolves,", " node-zone,", " zone-coverage")) {
            assertTrue(partly.err().contains(rule), partly::err);
        }
        assertTrue(partly.out().contains("4 objects reviewed"), partly::out);
    }

    /** The unreadable file may contain aws-node with any settings. */
    @Test
    void settingsAreNotAssumedWithAnUnreadableFile() throws IOException {
        write("kubelet.yaml", """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: kubelet, labels: {node.kubernetes.io/instance-type: m5.large}}
                data:
                  kubelet: |
                    apiVersion: kubelet.config.k8s.io/v1beta1
                    kind: KubeletConfiguration
                    maxPods: 999
                """);
        CommandRun whole = check("kubelet.yaml");
        assertTrue(whole.out().contains("deny [max-pods] maxPods 999"), whole::out);
        assertTrue(whole.err().contains("so default settings are assumed: custom networking is on"), whole::err);
        write("bad.yaml", "a:\n b: 1\n   c: 2\n");
        CommandRun partly = check("kubelet.yaml bad.yaml");
        assertFalse(partly.out().contains("exceeds"), partly::out);
        assertTrue(
                partly.out()
                        .contains(
                                "unknown whether m5.large can address 999 pods: the DaemonSet aws-node of kube-system has"
                                        + " not been seen"),
                partly::out);
        assertFalse(partly.err().contains("assumed"), partly::err);
    }

    /** The unreadable file may contain a few DaemonSets that run pods in the host's network, but not dozens. */
    @Test
    void onlyANumberThatDaemonSetsCanExplainIsUnknownWithAnUnreadableFile() throws IOException {
        write("bad.yaml", "a:\n b: 1\n   c: 2\n");
        for (String pods : List.of("21", "26")) {
            write("nodes.yaml", nodeConfig(pods) + "---\n" + node(pods));
            assertTrue(check("nodes.yaml", FACTS).out().contains("exceeds 20"));
            CommandRun partly = check("nodes.yaml bad.yaml", FACTS);
            assertFalse(partly.out().contains("exceeds"), partly::out);
            assertTrue(
                    partly.out()
                            .contains("unknown whether m5.large can run " + pods + " pods: 20 pods can, more need"
                                    + " DaemonSets in the host's network, and not all DaemonSets are known"),
                    partly::out);
        }
        for (String pods : List.of("29", "110", "many")) {
            write("nodes.yaml", nodeConfig(pods) + "---\n" + node("29"));
            CommandRun partly = check("nodes.yaml bad.yaml", FACTS);
            assertTrue(partly.out().contains("NodeConfig/: deny [max-pods] "), partly::out);
            assertTrue(partly.out().contains("capacity of 29 pods exceeds 20"), partly::out);
            assertFalse(partly.err().contains("max-pods"), partly::err);
        }
        write("nodes.yaml", nodeConfig("20") + "---\n" + node("20"));
        assertFalse(check("nodes.yaml bad.yaml", FACTS).out().contains("max-pods"));
    }

    private static String nodeConfig(String pods) {
        return """
                apiVersion: node.eks.aws/v1alpha1
                kind: NodeConfig
                metadata: {annotations: {node.kubernetes.io/instance-type: m5.large}}
                spec: {kubelet: {config: {maxPods: %s}}}
                """.formatted(pods);
    }

    private static String node(String pods) {
        return """
                apiVersion: v1
                kind: Node
                metadata: {name: a, labels: {node.kubernetes.io/instance-type: m5.large}}
                status: {capacity: {pods: "%s"}}
                """.formatted(pods);
    }

    /**
     * The unreadable file may contain the EC2NodeClass to which the NodePool refers, and a NodePool that refers to the other EC2NodeClass.
     */
    @Test
    void karpentersObjectsAreNotJudgedWithAnUnreadableFile() throws IOException {
        write("pool.yaml", """
                apiVersion: karpenter.sh/v1
                kind: NodePool
                metadata: {name: a}
                spec:
                  template:
                    spec:
                      nodeClassRef: {group: karpenter.k8s.aws, kind: EC2NodeClass, name: gone}
                      requirements: []
                ---
                apiVersion: karpenter.k8s.aws/v1
                kind: EC2NodeClass
                metadata: {name: b}
                spec: {kubelet: {maxPods: 9999}}
                """);
        CommandRun whole = check("pool.yaml", FACTS);
        assertTrue(whole.out().contains("there is no EC2NodeClass \"gone\""), whole::out);
        assertTrue(whole.out().contains("maxPods 9999 exceeds"), whole::out);
        write("bad.yaml", "a:\n b: 1\n   c: 2\n");
        CommandRun partly = check("pool.yaml bad.yaml", FACTS);
        assertFalse(partly.out().contains("max-pods"), partly::out);
        assertTrue(partly.err().contains("objects that they need: max-pods, "), partly::err);
    }

    // Findings that would be shown twice

    @Test
    void aNodePoolDoesNotRepeatTheFindingOfItsClass() throws IOException {
        String nodeClass = """
                apiVersion: karpenter.k8s.aws/v1
                kind: EC2NodeClass
                metadata: {name: default}
                spec: {kubelet: {maxPods: 110}}
                """;
        String nodePool = """
                apiVersion: karpenter.sh/v1
                kind: NodePool
                metadata: {name: default}
                spec:
                  template:
                    spec:
                      nodeClassRef: {group: karpenter.k8s.aws, kind: EC2NodeClass, name: default}
                      requirements:
                      - {key: node.kubernetes.io/instance-type, operator: In, values: [m5.xlarge, m6i.xlarge, c6i.2xlarge]}
                """;
        write("class.yaml", nodeClass);
        write("pool.yaml", nodePool);
        String ofPool = "NodePool/default: warn [max-pods] maxPods 110 of EC2NodeClass default exceeds 44";
        String out = check("class.yaml pool.yaml", FACTS).out();
        assertTrue(
                out.contains(
                        "deny [max-pods] maxPods 110 exceeds 44, all that c6i.2xlarge, m5.xlarge and m6i.xlarge can address"
                                + " with custom networking (fewest in NodePool default)"),
                out);
        assertFalse(out.contains("NodePool/default: "), out);
        write("cluster/aws-node.yaml", Files.readString(Path.of("examples/cluster/aws-node.yaml")));
        write("cluster/class.yaml", nodeClass);
        CommandRun poolOnly = check("pool.yaml", "--vpc", "examples/vpc", "--cluster", folder + "/cluster");
        assertTrue(poolOnly.out().contains(ofPool), poolOnly::toString);
    }

    // Files of other tools

    @Test
    void aPatchOfKustomizeComesWithTheCommandThatCompletesIt() throws IOException {
        write("prod/kustomization.yaml", "resources: [../base]\n");
        String patch = eniConfig("eu-central-1a").replaceAll("subnet: [^,]*, ", "");
        write("prod/eniconfig.yaml", patch);
        write("prod/patches/eniconfig.yaml", patch);
        write("base/eniconfig.yaml", patch.replace("eu-central-1a", "eu-central-1b"));
        String remark = "warning: ENIConfig/eu-central-1a looks like a patch for kustomize."
                + " Fix: check the complete object: kubectl kustomize prod | ./eniguard check -";
        assertEquals(
                "prod/eniconfig.yaml:1: " + remark,
                check("prod/eniconfig.yaml", FACTS).err().strip());
        assertEquals(
                "prod/patches/eniconfig.yaml:1: " + remark,
                check("prod/patches/eniconfig.yaml", FACTS).err().strip());
        assertEquals("", check("base/eniconfig.yaml", FACTS).err());
        assertEquals(1, check("prod/eniconfig.yaml", FACTS).exitCode());
        write("prod/eniconfig.yaml", eniConfig("eu-central-1a"));
        assertEquals(
                "", check("prod/eniconfig.yaml prod/kustomization.yaml", FACTS).err());
    }

    @Test
    void aFolderOfSnapshotIsKnown() {
        CommandRun saved = CommandRun.of(
                "snapshot", "--vpc", "examples/vpc", "--cluster", "examples/cluster", "-o", folder + "/snap/");
        assertEquals(0, saved.exitCode(), saved::err);
        String snap = folder.resolve("snap").toString();
        CommandRun run = check("", "--vpc", snap, "--cluster", snap);
        assertEquals("", run.err());
        assertEquals(0, run.exitCode());
        assertFalse(lastLine(run).contains("skipped"), run::out);
        assertTrue(
                check("snap/vpc.json").err().contains("not a Kubernetes object"),
                "the user named this file, so it is a mistake");
    }

    // Helpers

    private static String eniConfig(String name) {
        return """
                apiVersion: crd.k8s.amazonaws.com/v1alpha1
                kind: ENIConfig
                metadata: {name: %s}
                spec: {subnet: %s, securityGroups: [%s]}
                """.formatted(name, POD_SUBNET, GROUP);
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static String[] with(String[] some, String... more) {
        return Stream.concat(Arrays.stream(some), Arrays.stream(more)).toArray(String[]::new);
    }

    /**
     * Runs {@code check}.
     *
     * @param files files in the test's folder; the name of the folder is removed from the output
     */
    private CommandRun check(String files, String... options) {
        List<String> words = new ArrayList<>(List.of("check"));
        Stream.of(files.split(" ", -1)).filter(name -> !name.isEmpty()).forEach(name -> words.add(folder + "/" + name));
        words.addAll(List.of(options));
        CommandRun run = CommandRun.of(words.toArray(String[]::new));
        return new CommandRun(
                run.exitCode(), run.out().replace(folder + "/", ""), run.err().replace(folder + "/", ""));
    }

    private Tree json(String files, String... options) {
        String out = check(files, with(options, "-o", "json")).out();
        List<Document> documents = new ArrayList<>();
        try (JsonParser parser = StrictJson.parser(out.getBytes(StandardCharsets.UTF_8))) {
            TreeReader.readDocuments(parser, documents::add);
        }
        return Tree.of(documents.get(0).content());
    }

    private static String lastLine(CommandRun run) {
        return run.lines().get(run.lines().size() - 1);
    }
}
