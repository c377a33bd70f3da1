package io.eniguard.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eniguard.cel.CelExpressions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests that the pages under docs/rules match the rules and their cases. {@code -Daccept=true} writes the pages. */
class RulePagesTest {

    private static final Path FOLDER = Path.of("docs/rules");

    private static final Map<String, List<? extends Rule<?>>> KINDS = new LinkedHashMap<>();

    static {
        KINDS.put("ENIConfig", RuleCatalog.ENI_CONFIG);
        KINDS.put("Node", RuleCatalog.node((eniConfig, world) -> Optional.empty()));
        KINDS.put("DaemonSet aws-node", RuleCatalog.CNI_SETTINGS);
        KINDS.put("ConfigMap with a kubelet configuration", RuleCatalog.kubelet(new CelExpressions()));
        KINDS.put("EC2NodeClass", RuleCatalog.nodeClass(new CelExpressions()));
        KINDS.put("NodePool", RuleCatalog.nodePool(new CelExpressions()));
        KINDS.put("NodeClass of EKS Auto Mode", RuleCatalog.AUTO_NODE_CLASS);
        KINDS.put("CustomNetworkingPolicy", RuleCatalog.POLICY);
    }

    @Test
    void thePagesAreNotStale() throws IOException {
        Map<String, String> expected = pages();
        if (Boolean.getBoolean("eniguard.accept")) {
            write(expected);
        }
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.toList()) {
                found.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        assertEquals(expected, found, "mvn test -Dtest=RulePagesTest -Daccept=true writes the pages");
    }

    private static void write(Map<String, String> pages) throws IOException {
        Files.createDirectories(FOLDER);
        for (Map.Entry<String, String> page : pages.entrySet()) {
            Files.writeString(FOLDER.resolve(page.getKey()), page.getValue());
        }
    }

    private static Map<String, String> pages() {
        Map<String, List<RuleCase>> cases = RuleCase.all().stream().collect(Collectors.groupingBy(RuleCase::ruleId));
        Map<About, List<String>> kindsOfRules = new TreeMap<>(Comparator.comparing(About::id));
        KINDS.forEach((kind, rules) -> rules.forEach(rule -> kindsOfRules
                .computeIfAbsent(rule.about(), about -> new ArrayList<>())
                .add(kind)));
        Map<String, String> pages = new TreeMap<>();
        List<String> rows = new ArrayList<>();
        kindsOfRules.forEach((about, kinds) -> {
            List<RuleCase> own = cases.getOrDefault(about.id(), List.of());
            RulePage page = new RulePage(about, kinds, own, new FactsRead(own));
            pages.put(page.fileName(), page.text());
            rows.add(page.row());
        });
        pages.put("README.md", index(rows));
        return pages;
    }

    private static String index(List<String> rows) {
        return """
                # Rules

                These pages are generated from the rules and their cases. *Deny* means that the object is refused. *Warn* means that the
                user gets a warning. *Audit* means that the finding appears only in reports. Most rules report missing facts as
                warnings, and some rules only in audits. An update is denied only for faults that it introduces.

                The values that a rule reads are found by removing one value after another from its cases: a rule reads a value if its
                removal changes the findings. Values that appear only in messages do not count. Facts of the VPC have the names that the
                AWS CLI prints; `Snapshot` contains their age.

                The section *Policies* shows how to change the action and the parameters of a rule. The section *Exemptions* shows how an
                object can pass a rule. Add options of `./eniguard serve` to the arguments of its Deployment. Options that are shown with a
                case are options of `./eniguard check` too.

                | Rule | Checks | A violation leads to | Requirement |
                |---|---|---|---|
                %s
                """.formatted(String.join("\n", rows));
    }
}
