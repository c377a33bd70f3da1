package io.eniguard.source.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.input.InputProblem;
import io.eniguard.input.UnreadableInputException;
import io.eniguard.vpc.VpcSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VpcFilesTest {

    private final Path folder;
    private final List<String> warnings = new ArrayList<>();

    VpcFilesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aFolderIsTheUnionOfItsFiles() throws Exception {
        write("b.json", "{\"Subnets\": [{\"SubnetId\": \"subnet-b\", \"CidrBlock\": \"100.64.0.0/19\"}]}");
        write("a.yaml", "Subnets: [{SubnetId: subnet-a}]\nVpcs: [{VpcId: vpc-1, CidrBlock: 10.0.0.0/16}]\n");
        write("c.yml", "AvailabilityZones: []\n");
        write("notes.txt", "Subnets: [{SubnetId: subnet-c}]\n");
        write(".backup.yaml", "Subnets: [{SubnetId: subnet-d}]\n");
        VpcSnapshot vpc = read(folder);
        assertEquals(Set.of("subnet-a", "subnet-b"), vpc.subnets().orElseThrow().keySet());
        assertEquals(Optional.of("vpc-1"), vpc.clusterVpcId());
        assertEquals(Optional.of(List.of()), vpc.zones());
        assertEquals(Optional.empty(), vpc.securityGroups());
        assertEquals(List.of(), warnings);
    }

    @Test
    void aMountedConfigMapIsReadOnce() throws Exception {
        Path data = Files.createDirectory(folder.resolve("..2026_01_01"));
        Files.writeString(data.resolve("vpc.json"), "{\"Subnets\": [{\"SubnetId\": \"subnet-a\"}]}");
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("..2026_01_01"));
        Files.createSymbolicLink(folder.resolve("vpc.json"), Path.of("..data/vpc.json"));
        assertEquals(Set.of("subnet-a"), read(folder).subnets().orElseThrow().keySet());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    vpc-option | {vpcId: vpc-snapshot} | {resourcesVpcConfig: {vpcId: vpc-eks}} | vpc-option
                             | {vpcId: vpc-snapshot} | {resourcesVpcConfig: {vpcId: vpc-eks}} | vpc-snapshot
                             | {region: us-west-2}   | {resourcesVpcConfig: {vpcId: vpc-eks}} | vpc-eks
                             | {region: us-west-2}   | {name: c}                              | vpc-only
                    """)
    void theClustersVpcComesFromTheFirstSourceThatNamesIt(
            String option, String snapshot, String cluster, String expected) throws Exception {
        Path file = write("vpc.yaml", """
                Snapshot: %s
                cluster: %s
                Vpcs: [{VpcId: vpc-only}]
                """.formatted(snapshot, cluster));
        assertEquals(
                Optional.of(expected),
                VpcFiles.read(file, Optional.ofNullable(option), warnings::add).clusterVpcId());
    }

    @Test
    void partsOfDifferentAgeAreAsOldAsTheOldest() throws Exception {
        write("a.yaml", "Snapshot: {asOf: '2026-01-31T12:00:00Z'}\nSubnets: []\n");
        write("b.yaml", "Snapshot: {asOf: '2026-01-31T12:00:00+02:00'}\nVpcs: []\n");
        assertEquals(
                Optional.of(Instant.parse("2026-01-31T10:00:00Z")),
                read(folder).origin().asOf());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Subnets: 5                                            | 1: Subnets is the number 5, not a list
                    Subnets:                                              | 1: Subnets has no value. Fix: write [] for an empty list
                    Subnets: [a]                                          | 1: Subnets[0] is "a", not a mapping
                    'Subnets:\n- {SubnetId: s}\n- {SubnetId: 7}'          | 3: Subnets[1].SubnetId is the number 7, not a string
                    'Subnets:\n- {SubnetId: s}\n- {VpcId: v}'             | 3: Subnets[1]: SubnetId is missing
                    Subnets: [{SubnetId: s, AvailableIpAddressCount: -1}] | 1: Subnets[0].AvailableIpAddressCount is the number -1, not a whole number of zero or more
                    Subnets: [{SubnetId: s, Tags: {a: b}}]                | 1: Subnets[0].Tags is a mapping, not a list
                    'Vpcs:\n\n- {VpcId: v, CidrBlock: 10.0.0.0}'          | 3: Vpcs[0]: CidrBlock: "10.0.0.0" is not an IPv4 CIDR block: it has no prefix length
                    Snapshot: {asOf: yesterday}                           | 1: Snapshot: asOf: "yesterday" is not a time such as 2026-01-31T12:00:00Z
                    cluster: []                                           | 1: cluster is a list, not a mapping
                    '[{SubnetId: s}]'                                     | 1: the document is not a mapping. Fix: use the output of the AWS CLI without --query, such as {"Subnets": [...]}
                    'Subnets: []\nSubnets: []'                            | 2: duplicate key "Subnets"
                    """)
    void mistakesAreReportedWithTheirLine(String text, String expected) throws Exception {
        Path file = write("vpc.yaml", text.replace("\\n", "\n"));
        assertEquals(List.of(file + ":" + expected), problems(file));
    }

    @Test
    void allMistakesAreReportedTogether() throws Exception {
        write("a.json", "{\"Subnets\": [{\"SubnetId\": 1}, {\"SubnetId\": \"s\", \"VpcId\": 2}]}");
        write("b.yaml", "Vpcs: [");
        assertEquals(3, problems(folder).size());
    }

    @Test
    void aMistypedKeyIsReported() throws Exception {
        Path file = write("vpc.yaml", "subnets: []\nSecurityGroup: []\nWhatever: 1\nVpcs: []\n");
        read(file);
        assertEquals(
                List.of(
                        file + ":1: unknown key \"subnets\"; did you mean Subnets?",
                        file + ":2: unknown key \"SecurityGroup\"; did you mean SecurityGroups?",
                        file + ":1: unknown key \"Whatever\""),
                warnings);
    }

    @Test
    void aManifestAmongTheFilesIsSkipped() throws Exception {
        write("vpc.yaml", "Subnets: []\n");
        Path manifest = write("z.yaml", "apiVersion: v1\nkind: Node\nmetadata: {name: a}\n");
        read(folder);
        assertEquals(List.of(manifest + ":1: skipped: a Kubernetes manifest, not output of the AWS CLI"), warnings);
    }

    @Test
    void anIncompleteListIsReported() throws Exception {
        Path file = write("vpc.json", "{\"Subnets\": [], \"NextToken\": \"abc\"}");
        read(file);
        assertTrue(warnings.get(0).startsWith(file + ":1: the list is incomplete"), warnings.toString());
    }

    @Test
    void nothingToReadIsAnError() throws Exception {
        assertEquals(List.of(folder + ": there is no output of the AWS CLI in it"), problems(folder));
        Path missing = folder.resolve("missing.json");
        assertEquals(List.of(missing + ": no such file or folder"), problems(missing));
    }

    private VpcSnapshot read(Path path) throws UnreadableInputException {
        return VpcFiles.read(path, Optional.empty(), warnings::add);
    }

    private List<String> problems(Path path) {
        return assertThrows(UnreadableInputException.class, () -> read(path)).problems().stream()
                .map(InputProblem::toString)
                .toList();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
