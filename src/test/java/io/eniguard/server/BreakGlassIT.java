package io.eniguard.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.envtest.RealApiServer;
import io.eniguard.localkube.CommandOutput;
import io.eniguard.localkube.FileTree;
import io.eniguard.localkube.LocalApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests break glass by users of a real API server: by members of the group that a policy names, and by others. */
@RealApiServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BreakGlassIT {

    private static final String NODE = "ip-10-20-0-7";

    private static final String POLICY = """
            apiVersion: eniguard.io/v1alpha1
            kind: CustomNetworkingPolicy
            metadata: {name: production}
            spec: {breakGlass: {groups: [oncall]}}
            """;

    private final LocalApiServer cluster;
    private final Path folder;
    private final GuardedCluster guarded;

    BreakGlassIT(LocalApiServer cluster) throws Exception {
        this.cluster = cluster;
        folder = Files.createTempDirectory("eniguard-break-glass-");
        Path vpc = Files.writeString(folder.resolve("vpc.yaml"), GuardedCluster.VPC);
        Path policy = Files.writeString(folder.resolve("policy.yaml"), POLICY);
        guarded = GuardedCluster.start(
                cluster, folder, Map.of(), "--vpc", vpc.toString(), "--policy", policy.toString(), "--audit", "off");
    }

    @BeforeAll
    void permitUsers() throws Exception {
        guarded.admin()
                .kubectl("create", "clusterrolebinding", "break-glass", "--clusterrole=cluster-admin", "--user=jane")
                .orThrow();
    }

    @AfterAll
    void remove() throws Exception {
        guarded.admin().kubectl("delete", "clusterrolebinding", "break-glass");
        guarded.admin().kubectl("delete", "node", NODE);
        guarded.remove();
        FileTree.delete(folder);
    }

    private CommandOutput kubectl(String group, String stdin, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--dry-run=server");
        all.add("--as=jane");
        Stream.of(group.split(",")).map(name -> "--as-group=" + name).forEach(all::add);
        return guarded.admin().kubectlWithInput(stdin, all.toArray(String[]::new));
    }

    private static String annotated(String name, String subnet, String reason) {
        return GuardedCluster.eniConfig(name, subnet)
                .replace(
                        "{name: %s}".formatted(name),
                        "{name: %s, annotations: {eniguard.io/break-glass: \"%s\"}}".formatted(name, reason));
    }

    private double uses() throws Exception {
        return guarded.server()
                .management("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("eniguard_break_glass_total "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
                .sum();
    }

    @Test
    void aMembersDenialBecomesAWarningThatIsRecorded() throws Exception {
        double before = uses();
        CommandOutput output = kubectl(
                "dev,oncall",
                annotated("used", GuardedCluster.NODE_SUBNET, "the new VPC is not there yet"),
                "create",
                "--filename=-");

        assertTrue(output.succeeded(), output::err);
        assertTrue(output.err().contains("Warning: [subnet-cidr] would be refused: "), output::err);
        Map<String, String> annotations = new AuditedRequests(cluster).annotationsOf("create", "used");
        assertEquals("production: the new VPC is not there yet", annotations.get("break-glass"));
        assertEquals("warn", annotations.get("decision"));
        assertEquals(before + 1, uses());
        String line = guarded.server()
                .log()
                .lines()
                .filter(each -> each.contains("\"breakGlass\":\"production\"") && each.contains("\"name\":\"used\""))
                .findFirst()
                .orElseThrow();
        assertTrue(line.contains("\"user\":\"jane\""), line);
        assertTrue(line.contains("\"reason\":\"the new VPC is not there yet\""), line);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            refused-dev     | dev             | the new VPC is not there yet
            refused-readers | oncall-readers  | the new VPC is not there yet
            refused-masters | system:masters  | the new VPC is not there yet
            refused-empty   | oncall          | ''
            refused-blank   | oncall          | '  '
            """)
    void othersAndAnEmptyReasonHaveNoEffect(String name, String group, String reason) throws Exception {
        double before = uses();
        CommandOutput output =
                kubectl(group, annotated(name, GuardedCluster.NODE_SUBNET, reason), "create", "--filename=-");

        assertFalse(output.succeeded(), output::out);
        assertTrue(output.err().contains("denied the request: ENIConfig " + name + ": [subnet-cidr]"), output::err);
        Map<String, String> annotations = new AuditedRequests(cluster).annotationsOf("create", name);
        assertEquals("deny", annotations.get("decision"));
        assertFalse(annotations.containsKey("break-glass"), annotations::toString);
        assertEquals(before, uses());
    }

    @Test
    void aDeletionNeedsTheAnnotationOnTheStoredObject() throws Exception {
        guarded.apply(GuardedCluster.eniConfig("us-west-2a", GuardedCluster.POD_SUBNET));
        guarded.registered(NODE);
        guarded.awaitThat(
                "the deletion is denied to a member without the annotation",
                () -> deletion("oncall").err().contains("[eniconfig-in-use]"));

        guarded.apply(annotated("us-west-2a", GuardedCluster.POD_SUBNET, "the zone is given up"));
        assertTrue(deletion("dev").err().contains("denied the request: ENIConfig us-west-2a: [eniconfig-in-use]"));
        CommandOutput byMember = deletion("oncall");
        assertTrue(byMember.succeeded(), byMember::err);
        assertTrue(byMember.err().contains("Warning: [eniconfig-in-use] would be refused: "), byMember::err);
        // Earlier requests were denied, and the line of the last request may not be written yet.
        guarded.awaitThat(
                "the reason is recorded",
                () -> "production: the zone is given up"
                        .equals(new AuditedRequests(cluster)
                                .annotationsOf("delete", "us-west-2a")
                                .get("break-glass")));
    }

    private CommandOutput deletion(String group) throws IOException, InterruptedException {
        return guarded.admin()
                .kubectl("delete", "eniconfig", "us-west-2a", "--dry-run=server", "--as=jane", "--as-group=" + group);
    }
}
