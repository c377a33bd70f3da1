package io.eniguard.rules;

import io.eniguard.net.CidrSet;
import io.eniguard.policy.ConditionScope;
import io.eniguard.policy.Operation;
import io.eniguard.policy.Parameter;
import io.eniguard.policy.Parameter.Zones;
import io.eniguard.review.CatalogueKinds;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The parts of a rule's page about policies: the parameters of the rule, an entry and an exemption to copy. */
record PolicySection(About about) {

    private static final String HEAD = """
            apiVersion: eniguard.io/v1alpha1
            kind: CustomNetworkingPolicy
            metadata:
              name: production
            spec:
            """;

    /** Returns the section about the action and the parameters. */
    String configuration() {
        return "## Policies\n\n"
                + parameters()
                + "An entry for this rule in a policy:\n\n"
                + yaml("  rules:\n    - id: %s\n      action: %s # Deny, Warn, Audit or Off\n%s"
                        .formatted(about.id(), RulePage.word(about.action()), values()))
                + (about.operations().contains(Operation.EXISTS)
                        ? ""
                        : "Audits leave this rule out, because its result depends on the change and on the requester.\n\n");
    }

    /** Returns an exemption to copy. */
    String exemption() {
        String kinds = CatalogueKinds.ofRules().of(about.id()).stream()
                .filter(ConditionScope.KINDS::contains)
                .sorted()
                .collect(Collectors.joining(", "));
        String names = kinds.equals("DaemonSet") ? "aws-node" : "\"legacy-*\"";
        return "This exemption stops the rule from denying or warning."
                + " The findings stay in reports, marked as exempted:\n\n"
                + yaml("""
                      exemptions:
                        - rules: [%s]
                          match:
                            kinds: [%s]
                            names: [%s]
                          reason: the old cluster will be replaced in January
                          owner: net-team@example.com
                          until: "2027-01-31"
                    """.formatted(about.id(), kinds, names));
    }

    private static String yaml(String body) {
        return "```yaml\n" + HEAD + body + "```\n\n";
    }

    private List<Parameter> own() {
        return Parameter.ofRule(about.id()).toList();
    }

    private String parameters() {
        return own().isEmpty()
                ? "The rule has no parameters. "
                : own().stream()
                        .map(parameter -> "| `%s` | %s | %s | %s |\n"
                                .formatted(parameter.key(), type(parameter), otherwise(parameter), meaning(parameter)))
                        .collect(Collectors.joining(
                                "", "| Parameter | Type | Default | Meaning |\n|---|---|---|---|\n", "\n"));
    }

    private static String type(Parameter parameter) {
        return switch (parameter.type()) {
            case CIDRS -> "list of IPv4 CIDR blocks";
            case NUMBER -> "whole number";
            case ZONES -> "list of zone names or ids";
        };
    }

    /** The text before the default in the meaning. */
    private static String meaning(Parameter parameter) {
        String meaning = parameter.meaning().split(";", 2)[0];
        return meaning.substring(0, 1).toUpperCase(Locale.ROOT) + meaning.substring(1);
    }

    private static String otherwise(Parameter parameter) {
        return parameter
                .otherwise()
                .map(value -> shown(value).isEmpty() ? "none" : "`" + String.join("`, `", shown(value)) + "`")
                .orElseGet(() -> parameter
                        .meaning()
                        .substring(parameter.meaning().indexOf(';') + 1)
                        .replace("by default", "")
                        .strip());
    }

    private static Collection<String> shown(Object value) {
        if (value instanceof CidrSet blocks) {
            return blocks.blocks().stream().map(String::valueOf).toList();
        }
        return value instanceof Zones zones ? zones.namesOrIds() : List.of(String.valueOf(value));
    }

    private String values() {
        return own().isEmpty()
                ? ""
                : own().stream()
                        .map(parameter -> "        %s: %s\n".formatted(parameter.key(), example(parameter)))
                        .collect(Collectors.joining("", "      parameters:\n", ""));
    }

    private static String example(Parameter parameter) {
        return switch (parameter) {
            case PERMITTED -> "[192.168.1.0/24]";
            case MIN_FREE_ADDRESSES -> "64";
            case MIN_FREE_BLOCKS -> "8";
            case IGNORED_ZONES -> "[us-west-2d]";
            default -> {
                String value = String.join(", ", shown(parameter.otherwise().orElseThrow()));
                yield parameter.type() == Parameter.Type.NUMBER ? value : "[" + value + "]";
            }
        };
    }
}
