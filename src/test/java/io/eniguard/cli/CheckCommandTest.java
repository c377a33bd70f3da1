package io.eniguard.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.json.StrictJson;
import io.eniguard.json.TreeReader;
import io.eniguard.tree.Document;
import io.eniguard.tree.Tree;
import jakarta.json.stream.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckCommandTest {

    private static final String GOOD = """
            apiVersion: crd.k8s.amazonaws.com/v1alpha1
            kind: ENIConfig
            metadata: {name: us-west-2a}
            spec: {subnet: subnet-00000000000000aaa, securityGroups: [sg-00000000000000aaa]}
            """;

    private static final String BAD =
            GOOD.replace("us-west-2a", "us-west-2b").replace("subnet-00000000000000aaa", "subnet-00000000000000bbb");

    private static final String SERVICE = "{apiVersion: v1, kind: Service, metadata: {name: s}}\n";

    private final Path folder;

    CheckCommandTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void writeTheVpc() throws IOException {
        write("vpc.json", """
                {"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16", "CidrBlockAssociationSet": [
                    {"CidrBlock": "10.0.0.0/16", "CidrBlockState": {"State": "associated"}},
                    {"CidrBlock": "100.64.0.0/16", "CidrBlockState": {"State": "associated"}}]}],
                 "Subnets": [
                    {"SubnetId": "subnet-00000000000000aaa", "VpcId": "vpc-1", "CidrBlock": "100.64.0.0/19", "State": "available",
                     "AvailabilityZone": "us-west-2a", "AvailabilityZoneId": "usw2-az1", "AvailableIpAddressCount": 8000},
                    {"SubnetId": "subnet-00000000000000bbb", "VpcId": "vpc-1", "CidrBlock": "10.0.32.0/19", "State": "available",
                     "AvailabilityZone": "us-west-2b", "AvailabilityZoneId": "usw2-az2", "AvailableIpAddressCount": 8000}],
                 "SecurityGroups": [{"GroupId": "sg-00000000000000aaa", "VpcId": "vpc-1", "IpPermissions": [
                    {"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": "sg-00000000000000aaa"}]}]}],
                 "AvailabilityZones": [{"ZoneName": "us-west-2a", "ZoneId": "usw2-az1"},
                                       {"ZoneName": "us-west-2b", "ZoneId": "usw2-az2"}],
                 "cluster": {"name": "c", "kubernetesNetworkConfig": {"serviceIpv4Cidr": "172.20.0.0/16", "ipFamily": "ipv4"}}}
                """);
        write("good.yaml", GOOD);
        write("bad.yaml", "# the node subnet\n" + BAD);
        write("service.yaml", SERVICE);
        write("broken.yaml", "apiVersion: v1\nkind: [\n");
    }

    // Exit codes

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    good.yaml                                   | 0
                    good.yaml service.yaml                      | 0
                    bad.yaml                                    | 1
                    good.yaml bad.yaml                          | 1
                    bad.yaml --permit-cidr 10.0.0.0/16          | 0
                    broken.yaml good.yaml                       | 2
                    broken.yaml bad.yaml                        | 2
                    broken.yaml                                 | 2
                    missing.yaml                                | 2
                    service.yaml                                | 3
                    --cluster service.yaml                      | 3
                    --cluster bad.yaml                          | 1
                    --cluster bad.yaml good.yaml                | 0
                    good.yaml --fail-on warn                    | 0
                    bad.yaml --fail-on warn                     | 1
                    """)
    void theExitCodeDependsOnTheFindings(String arguments, int exitCode) {
        CommandRun run = check(arguments + " --vpc vpc.json");
        assertEquals(exitCode, run.exitCode(), run::err);
        assertTrue(run.out().contains("reviewed"), run::out);
    }

    @ParameterizedTest
    @CsvSource({"service.yaml, 3, 1", "missing.yaml, 2, 0", "broken.yaml, 2, 0", "broken.yaml service.yaml, 2, 1"})
    void jsonIsOneDocumentEvenIfNothingWasReviewed(String arguments, int exitCode, int skipped) {
        CommandRun run = check(arguments + " -o json");
        assertEquals(exitCode, run.exitCode());
        assertEquals(List.of(), tree(run).list("results"));
        assertEquals(Optional.of((long) skipped), tree(run).integer("summary", "skipped"));
        assertEquals(Optional.of(0L), tree(run).integer("summary", "objects"));
    }

    @ParameterizedTest
    @CsvSource({"deny, 0", "warn, 1", "unknown, 1"})
    void unknownsCountAsWarnings(String level, int exitCode) {
        assertEquals(exitCode, check("good.yaml --fail-on " + level).exitCode());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                                       | there is nothing to check
                    --vpc vpc.json                           | there is nothing to check
                    good.yaml --vpc missing.json             | missing.json: no such file or folder
                    good.yaml --vpc service.yaml             | there is no output of the AWS CLI in it
                    good.yaml --cluster broken.yaml          | broken.yaml:3: expected the node content
                    good.yaml --cluster missing              | missing: no such file or folder
                    good.yaml --policy missing.yaml          | missing.yaml: no such file or folder
                    good.yaml -o xml                         | --output: "xml" is not one of text, json
                    good.yaml --fail-on all                  | --fail-on: "all" is not one of deny, warn, unknown
                    good.yaml --max-age soon                 | --max-age: "soon" is not a duration
                    good.yaml --permit-cidr 10.0.0.0/33      | --permit-cidr: "10.0.0.0/33" is not an IPv4 CIDR block
                    good.yaml --security-groups-per-eni 17   | --security-groups-per-eni: 17 is not a number from 1 to 16
                    good.yaml --host-network-pods -1         | --host-network-pods: -1 is not a number from 0
                    good.yaml --no-such-option               | Unknown option: '--no-such-option'
                    """)
    void wrongUsageLeavesStdoutEmpty(String arguments, String reason) {
        CommandRun run = check(arguments);
        assertEquals(2, run.exitCode());
        assertEquals("", run.out());
        assertTrue(run.err().contains(reason), run::err);
    }

    @Test
    void allMistakesInTheFactsAreReportedTogether() {
        CommandRun run = check("good.yaml --vpc missing.json --cluster broken.yaml");
        assertTrue(run.err().contains("missing.json: ") && run.err().contains("broken.yaml:3: "), run::err);
    }

    // The input files

    @Test
    void aFolderIsReadRecursivelyInOrderOfNames() throws IOException {
        write("gitops/b/config.yml", BAD);
        write(
                "gitops/a.json",
                "{\"apiVersion\": \"crd.k8s.amazonaws.com/v1alpha1\", \"kind\": \"ENIConfig\", \"metadata\": {\"name\": \"x\"}}");
        write("gitops/.hidden/c.yaml", BAD);
        write("gitops/notes.txt", BAD);
        assertEquals(List.of("gitops/a.json:1", "gitops/b/config.yml:1"), places(json("gitops --vpc vpc.json")));
    }

    @Test
    void aFolderWithoutManifestsIsReported() throws IOException {
        Files.createDirectory(folder.resolve("empty"));
        CommandRun run = check("empty");
        assertEquals(3, run.exitCode());
        assertTrue(run.err().contains("empty: this folder contains no *.yaml, *.yml or *.json"), run::err);
        assertEquals(List.of("nothing was reviewed"), run.lines());
    }

    @Test
    void standardInputCanBeMixedWithFilesAndIsReadOnce() {
        Tree report = withInput(BAD, "good.yaml - - -f good.yaml --vpc vpc.json -o json");
        assertEquals(List.of("good.yaml:1", "-:1"), places(report));
    }

    @Test
    void aFileThatIsNamedTwiceIsReviewedOnce() {
        assertEquals(List.of("good.yaml:1"), places(json("good.yaml ./good.yaml -f good.yaml,good.yaml")));
    }

    @Test
    void theMembersOfAListAreReviewedWithTheirLines() throws IOException {
        write("list.yaml", """
                apiVersion: v1
                kind: List
                items:
                - apiVersion: v1
                  kind: List
                  items:
                  - {apiVersion: crd.k8s.amazonaws.com/v1alpha1, kind: ENIConfig, metadata: {name: inner}}
                - apiVersion: crd.k8s.amazonaws.com/v1alpha1
                  kind: ENIConfig
                  metadata: {name: outer}
                """);
        Tree report = json("list.yaml");
        assertEquals(List.of("list.yaml:7", "list.yaml:8"), places(report));
        assertEquals(List.of("inner", "outer"), names(report));
    }

    @Test
    void membersOfATypedListNeedNoKind() throws IOException {
        write("raw.json", """
                {"kind": "ENIConfigList", "apiVersion": "crd.k8s.amazonaws.com/v1alpha1", "metadata": {},
                 "items": [
                  {"metadata": {"name": "a"}},
                  {"metadata": {"name": "b"}}]}
                """);
        assertEquals(List.of("raw.json:3", "raw.json:4"), places(json("raw.json")));
    }

    @Test
    void anchorsAndMergeKeysAreResolved() throws IOException {
        write("anchors.yaml", """
                apiVersion: v1
                kind: List
                items:
                - &first
                  apiVersion: crd.k8s.amazonaws.com/v1alpha1
                  kind: ENIConfig
                  metadata: {name: us-west-2a}
                  spec: {subnet: subnet-00000000000000aaa, securityGroups: [sg-00000000000000aaa]}
                - <<: *first
                  metadata: {name: us-west-2a-other}
                """);
        assertEquals(List.of("us-west-2a", "us-west-2a-other"), names(json("anchors.yaml --vpc vpc.json")));
        assertEquals(0, check("anchors.yaml --vpc vpc.json").exitCode());
    }

    @Test
    void severalDocumentsOfJsonMayFollowEachOther() throws IOException {
        String one =
                "{\"apiVersion\": \"crd.k8s.amazonaws.com/v1alpha1\", \"kind\": \"ENIConfig\", \"metadata\": {\"name\": \"a\"}}\n";
        write("two.json", "\uFEFF" + one + one.replace("\"a\"", "\"b\""));
        assertEquals(List.of("two.json:1", "two.json:2"), places(json("two.json")));
    }

    @Test
    void otherDocumentsAreReviewedIfOneIsBroken() throws IOException {
        write("half.yaml", GOOD + "---\n" + BAD + "---\nkind: {\n");
        CommandRun run = check("half.yaml --vpc vpc.json -o json");
        assertEquals(2, run.exitCode());
        assertEquals(List.of("half.yaml:1", "half.yaml:6"), places(tree(run)));
        assertTrue(run.err().startsWith("half.yaml:12: "), run::err);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    kind: ENIConfig                          | 1: apiVersion is missing
                    apiVersion: v1                           | 1: kind is missing
                    just a string                              | 1: this is not a Kubernetes object
                    {apiVersion: v1, kind: List, items: 5}   | 1: items is not a list
                    '{apiVersion: v1, kind: List, items: [5]}' | 1: this is not a Kubernetes object
                    '{"a": 1, "a": 2}'                       | 1: Duplicate field 'a'
                    '{"a":\n\n 1,,}'                         | 3: Unexpected character
                    'a: 1\nb: 2\na: 3'                       | 3: duplicate key "a"
                    'a: [\u0000'                             | 1: this is a binary file
                    """)
    void aDocumentThatIsNoManifestIsReportedWithItsLine(String text, String reason) throws IOException {
        write("wrong.yaml", text.replace("\\n", "\n").replace("\\u0000", "\0"));
        CommandRun run = check("wrong.yaml");
        assertEquals(2, run.exitCode());
        assertTrue(run.err().startsWith("wrong.yaml:" + reason), run::err);
        assertEquals(List.of("nothing was reviewed; 1 file could not be read"), run.lines());
    }

    @Test
    void unusualButValidTextsAreRead() throws IOException {
        Files.write(folder.resolve("bom.yaml"), ("\uFEFF" + GOOD).getBytes(StandardCharsets.UTF_8));
        write("crlf.yaml", GOOD.replace("\n", "\r\n"));
        write("empty.yaml", "");
        write("comment.yaml", "# nothing here\n---\n---\n");
        CommandRun run = check("bom.yaml crlf.yaml empty.yaml comment.yaml --vpc vpc.json");
        assertEquals(0, run.exitCode(), run::err);
        assertTrue(run.out().startsWith("2 objects reviewed"), run::out);
    }

    @Test
    void textsInOtherEncodingsAreRefused() throws IOException {
        Files.write(folder.resolve("utf16.yaml"), GOOD.getBytes(StandardCharsets.UTF_16));
        Files.write(folder.resolve("latin1.yaml"), (GOOD + "# größer\n").getBytes(StandardCharsets.ISO_8859_1));
        CommandRun run = check("utf16.yaml latin1.yaml");
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("utf16.yaml:1: this is UTF-16"), run::err);
        assertTrue(run.err().contains("latin1.yaml:5: this is not UTF-8"), run::err);
    }

    @Test
    void aFileThatDoesNotFitIntoMemoryIsNamedWithTheLimit() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                throw new OutOfMemoryError("Java heap space");
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                return read();
            }
        };
        InputStream before = System.in;
        System.setIn(endless);
        try {
            CommandRun run = check("- good.yaml --vpc vpc.json");
            assertEquals(2, run.exitCode(), run::toString);
            assertTrue(
                    run.err()
                            .matches(
                                    "(?s)-: needs more memory than the \\d+ MiB that Java may use\\. Fix: divide the file.*"),
                    run::err);
            assertTrue(run.out().startsWith("1 object reviewed"), run::out);
        } finally {
            System.setIn(before);
        }
    }

    // The facts and the cluster

    @Test
    void givenObjectsReplaceObjectsOfTheCluster() throws IOException {
        write("node.yaml", """
                apiVersion: v1
                kind: Node
                metadata: {name: n, labels: {k8s.amazonaws.com/eniConfig: us-west-2a}}
                spec: {providerID: aws:///us-west-2a/i-0123456789abcdef0}
                """);
        write("cluster.yaml", GOOD.replace("subnet-00000000000000aaa", "subnet-00000000000000bbb"));
        assertEquals(1, check("node.yaml --cluster cluster.yaml --vpc vpc.json").exitCode());
        assertEquals(
                0,
                check("node.yaml good.yaml --cluster cluster.yaml --vpc vpc.json")
                        .exitCode());
    }

    @Test
    void withoutADaemonSetTheAssumptionsAreReported() throws IOException {
        String assumption =
                "there is no DaemonSet aws-node in the input, so default settings are assumed: custom networking is on";
        assertTrue(check("good.yaml").err().contains(assumption));
        write("aws-node.yaml", """
                apiVersion: apps/v1
                kind: DaemonSet
                metadata: {name: aws-node, namespace: kube-system}
                spec: {template: {spec: {containers: [{name: aws-node, env: [
                  {name: AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG, value: "true"}]}]}}}
                """);
        assertEquals("", check("good.yaml aws-node.yaml --vpc vpc.json").err());
        assertEquals(
                "", check("good.yaml --cluster aws-node.yaml --vpc vpc.json").err());
    }

    @Test
    void oldFactsDoNotProveThatAnObjectIsAbsent() throws IOException {
        write("old.yaml", "Snapshot: {asOf: '2020-01-01T00:00:00Z'}\nSubnets: []\nSecurityGroups: []\n");
        assertEquals(0, check("good.yaml --vpc old.yaml").exitCode());
        assertEquals(1, check("good.yaml --vpc old.yaml --max-age 999999h").exitCode());
    }

    @Test
    void optionsCanBeSetByVariables() {
        CommandRun run = CommandRun.with(
                Map.of(
                        "ENIGUARD_VPC",
                        folder.resolve("vpc.json").toString(),
                        "ENIGUARD_PERMIT_CIDR",
                        "192.168.0.0/16,10.0.0.0/8"),
                "check",
                folder.resolve("bad.yaml").toString());
        assertEquals(0, run.exitCode(), run::err);
        assertEquals(
                1,
                CommandRun.with(
                                Map.of(
                                        "ENIGUARD_FILENAME",
                                        folder.resolve("bad.yaml").toString()),
                                "check",
                                "--vpc",
                                folder.resolve("vpc.json").toString())
                        .exitCode());
    }

    // Many objects

    @Test
    void tenThousandObjectsAreReviewed() throws IOException {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            many.append(GOOD.replace("name: us-west-2a", "name: us-west-2a-" + i))
                    .append("---\n");
        }
        write("many.yaml", many.toString());
        assertTrue(check("many.yaml --vpc vpc.json").out().startsWith("10000 objects reviewed: 0 denied"));
    }

    // Helpers

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Tree json(String arguments) {
        return tree(check(arguments + " -o json"));
    }

    private Tree withInput(String text, String arguments) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        try {
            return tree(check(arguments));
        } finally {
            System.setIn(before);
        }
    }

    /** Runs {@code check} with files of the test's folder, and removes the folder from the output. */
    private CommandRun check(String arguments) {
        List<String> words = new ArrayList<>(List.of("check"));
        for (String word : arguments.strip().split(" +", -1)) {
            boolean isFile = word.matches("[./a-z0-9-]+\\.(yaml|json)|gitops|empty|missing")
                    || (word.contains(",") && !word.contains("/"));
            words.add(isFile ? word.replaceAll("[^,]+", folder + "/$0") : word);
        }
        words.removeIf(String::isEmpty);
        CommandRun run = CommandRun.of(words.toArray(String[]::new));
        String prefix = folder + "/";
        return new CommandRun(
                run.exitCode(), run.out().replace(prefix, ""), run.err().replace(prefix, ""));
    }

    private static Tree tree(CommandRun run) {
        try (JsonParser parser = StrictJson.parser(run.out().getBytes(StandardCharsets.UTF_8))) {
            List<Document> documents = new ArrayList<>();
            TreeReader.readDocuments(parser, documents::add);
            assertEquals(1, documents.size());
            return Tree.of(documents.get(0).content());
        }
    }

    private static List<String> places(Tree report) {
        return report.trees("results").stream()
                .map(result -> result.text("source", "file").orElse("") + ":"
                        + result.integer("source", "line").orElse(0L))
                .toList();
    }

    private static List<String> names(Tree report) {
        return report.trees("results").stream()
                .map(result -> result.text("object", "name").orElse(""))
                .toList();
    }
}
