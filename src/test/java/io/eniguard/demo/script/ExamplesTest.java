package io.eniguard.demo.script;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ExamplesTest {

    private static final Path FOLDER = Path.of("examples");

    private static Script script;

    @BeforeAll
    static void readScript() throws IOException {
        script = Script.read(FOLDER);
    }

    private static final String CUSTOM_RULE = "has-owner";

    /**
     * The rules whose findings appear only in reports, the rule on EKS Auto Mode, which the demo's cluster does not use, the rules on
     * exemptions, because the demo reviews no policies, and the rule subnet-of-nodes, whose example another rule denies.
     */
    private static final Set<String> NOT_SHOWN = Set.of(
            "auto-mode",
            "cgnat-in-use",
            "exemption-expired",
            "exemption-expires-soon",
            "fleet-capacity",
            "ipv6-ahead",
            "node-drift",
            "subnet-of-nodes");

    /** Each rule has a folder under src/test/rules, as RuleCatalogTest checks. */
    @Test
    void theDemoShowsEveryRule() throws IOException {
        Set<String> shown = script.steps().stream()
                .flatMap(step -> step.expected().rules().stream())
                .filter(rule -> !rule.equals(CUSTOM_RULE))
                .collect(toCollection(TreeSet::new));

        try (Stream<Path> rules = Files.list(Path.of("src/test/rules"))) {
            assertEquals(
                    rules.map(folder -> folder.getFileName().toString())
                            .filter(rule -> !NOT_SHOWN.contains(rule))
                            .collect(toCollection(TreeSet::new)),
                    shown);
        }
    }

    @Test
    void everyManifestIsUsedExceptThePoliciesOfTheGuide() throws IOException {
        Set<Path> used = Stream.concat(script.steps().stream(), script.onlyCheck().stream())
                .flatMap(step -> Stream.concat(Stream.of(step.file()), step.policy().map(DemoPolicy::file).stream()))
                .map(FOLDER::resolve)
                .collect(toSet());

        try (Stream<Path> all = Files.walk(FOLDER)) {
            assertEquals(
                    List.of(),
                    all.filter(file -> file.toString().endsWith(".yaml"))
                            .filter(file -> !file.equals(FOLDER.resolve("demo.yaml")))
                            .filter(file -> !file.startsWith(FOLDER.resolve("policies")))
                            .filter(file -> !used.contains(file))
                            .toList());
        }
    }

    @Test
    void theFirstLineOfAWrongManifestNamesItsRule() throws IOException {
        for (Step step : Stream.concat(script.steps().stream(), script.onlyCheck().stream())
                .toList()) {
            for (String rule : step.expected().rules()) {
                String line = Files.readAllLines(FOLDER.resolve(step.file())).get(0);
                assertTrue(
                        (line.startsWith("# ") && line.contains(rule)) || step.write() == Write.DELETE,
                        () -> "%s does not name %s: %s".formatted(step.file(), rule, line));
            }
        }
    }

    /** The DaemonSet is the first object, so it turns custom networking on before there is an ENIConfig. */
    @Test
    void theObjectsOfTheClusterHaveNoOtherFindings() {
        script.steps().stream()
                .filter(step -> step.file().startsWith("cluster/"))
                .forEach(step -> assertEquals(
                        step.file().equals("cluster/aws-node.yaml") ? List.of("cni-change") : List.of(),
                        step.expected().rules(),
                        step.file()));
    }
}
