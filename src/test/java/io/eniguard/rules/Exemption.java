package io.eniguard.rules;

import io.eniguard.review.Judged;
import io.eniguard.tree.Tree;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** The section of a rule's page about an exemption: the setting or annotation, and its effect on a case. */
record Exemption(RuleCase exempting) {

    String text() {
        String name = exempting.content().text("exempts").orElse("");
        return "%s For [%s](../../src/test/rules/%s/%s.yaml):\n\n%s%s"
                .formatted(
                        exempting.content().text("case").orElse(""),
                        name,
                        exempting.ruleId(),
                        name,
                        snippet(),
                        outcome());
    }

    private String snippet() {
        Tree settings = exempting.content().at("settings");
        Tree object = exempting.content().at("object");
        return (settings.isEmpty() ? "" : "```sh\n./eniguard serve " + options(settings) + "\n```\n\n")
                + (object.isEmpty() ? "" : "```yaml\n" + yaml(object) + "```\n\n");
    }

    /** Returns the command-line options for the settings of a case. The settings have the same names as the options. */
    private static String options(Tree settings) {
        return settings.fields().entrySet().stream()
                .map(setting -> "--" + setting.getKey() + " " + value(setting))
                .collect(Collectors.joining(" "));
    }

    private static String value(Map.Entry<String, ?> setting) {
        return setting.getValue() instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
                : String.valueOf(setting.getValue());
    }

    private static String yaml(Tree object) {
        return new Dump(DumpSettings.builder()
                        .setDefaultFlowStyle(FlowStyle.BLOCK)
                        .build())
                .dumpToString(object.fields());
    }

    private String outcome() {
        List<Judged> findings = exempting.run().findings();
        if (findings.isEmpty()) {
            return "The object then passes.\n\n";
        }
        return findings.stream()
                .map(judged -> "The finding then leads to %s:\n\n```text\n%s\n```\n\n"
                        .formatted(RulePage.word(judged.action()), judged.line()))
                .collect(Collectors.joining());
    }
}
