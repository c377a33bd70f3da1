package io.eniguard.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

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

/** The pages under docs/rules are as the rules and their cases make them; {@code -Daccept=true} writes them. */
class RulePagesTest {

    private static final Path FOLDER = Path.of("docs/rules");

    private static final Map<String, List<? extends Rule<?>>> KINDS = new LinkedHashMap<>();

    static {
        KINDS.put("ENIConfig", RuleCatalog.ENI_CONFIG);
        KINDS.put("Node", RuleCatalog.node((eniConfig, world) -> Optional.empty()));
        KINDS.put("DaemonSet aws-node", RuleCatalog.CNI_SETTINGS);
        KINDS.put("ConfigMap with a kubelet configuration", RuleCatalog.KUBELET);
        KINDS.put("EC2NodeClass", RuleCatalog.NODE_CLASS);
        KINDS.put("NodePool", RuleCatalog.NODE_POOL);
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
        assertEquals(expected, found, "mvn test -Dtest=RulePagesTest -Daccept=true writes them");
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

                Made from the rules and their cases. *Deny*: the object is refused. *Warn*: whoever writes it is told. *Audit*: told in reports
                only. Where the facts are missing a rule says so, as a warning; on an update it only denies what the update brings.

                What a rule reads is found by taking one thing after another away from its cases: it is what changes the findings. What only
                words a message does not count. Facts of the VPC are called as in what the AWS CLI prints, `Snapshot` tells their age.

                Under *Exemptions* stands how an object gets past a rule. Options of `eniguard serve` go among the arguments of its
                Deployment; those that are shown with a case are options of `eniguard check` too. Beyond that, no rule can be switched off.

                | Rule | Looks at | A violation leads to | What holds of right objects |
                |---|---|---|---|
                %s
                """.formatted(String.join("\n", rows));
    }
}
