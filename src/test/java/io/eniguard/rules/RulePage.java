package io.eniguard.rules;

import io.eniguard.policy.Action;
import io.eniguard.policy.Operation;
import io.eniguard.policy.Requester;
import io.eniguard.review.CatalogueKinds;
import io.eniguard.review.Judged;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The page of a rule. It contains the rule's description, the values that the rule reads, and some of its cases.
 *
 * @param kinds the names of the kinds of objects that the rule checks
 * @param cases all cases of the rule
 */
record RulePage(About about, List<String> kinds, List<RuleCase> cases, FactsRead read) {

    private static final String FENCE = "```";
    private static final String DENIES =
            "With `./eniguard serve --warn-only`, the rule warns instead of denying the request. The text of the"
                    + " message then begins with `would be refused: `.";

    private static final String NEVER_DENIES = "The rule never denies a request.";
    private static final String FIXED =
            "## Policies\n\nThe action is fixed: no policy can change it, and no exemption covers" + " the rule. "
                    + NEVER_DENIES;

    String fileName() {
        return about.id() + ".md";
    }

    String text() {
        PolicySection policies = new PolicySection(about);
        boolean isFixed = !CatalogueKinds.ofRules().isConfigurable(about.id());
        return """
                # %s

                %s.

                %s

                | | |
                |---|---|
                | Checks | %s |
                | Reads in the object | %s |
                | Reads in the VPC | %s |
                | Reads in the cluster | %s |
                | Operations | %s |
                | A violation leads to | %s |
                | A missing fact leads to | %s |
                | Source | <%s> |

                %s%s%s

                [All cases](../../src/test/rules/%s)
                """.formatted(
                        about.id(),
                        about.says(),
                        about.because(),
                        String.join(", ", kinds),
                        fieldsRead(),
                        vpcRead(),
                        clusterRead(),
                        operations(),
                        actions(),
                        unknown(),
                        about.source(),
                        example("refuses", "warns"),
                        example("accepts"),
                        isFixed ? FIXED : configurable(policies),
                        about.id());
    }

    private String configurable(PolicySection policies) {
        return policies.configuration() + "## Exemptions\n\n" + policies.exemption() + exemptions()
                + (canDeny() ? DENIES : NEVER_DENIES);
    }

    /** A row of the table of all rules. */
    String row() {
        return "| [`%s`](%s) | %s | %s | %s |"
                .formatted(about.id(), fileName(), String.join(", ", kinds), actions(), about.says());
    }

    private String fieldsRead() {
        boolean isOneKind = read.ofObject().size() == 1;
        return read.ofObject().entrySet().stream()
                .map(kind -> (isOneKind ? "" : kind.getKey() + ": ") + code(kind.getValue()))
                .collect(Collectors.joining("; "));
    }

    private String vpcRead() {
        return orNothing(read.ofVpc().entrySet().stream()
                .map(key -> code(List.of(key.getKey())) + (key.getValue().isEmpty() ? "" : ": " + code(key.getValue())))
                .collect(Collectors.joining("; ")));
    }

    private String clusterRead() {
        return orNothing(String.join(", ", read.ofCluster()));
    }

    private static String orNothing(String text) {
        return text.isEmpty() ? "nothing" : text;
    }

    private static String code(Collection<String> names) {
        return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    }

    private String exemptions() {
        return cases.stream()
                .filter(ruleCase -> ruleCase.isNamed("exempts"))
                .map(ruleCase -> new Exemption(ruleCase).text())
                .collect(Collectors.joining());
    }

    private boolean canDeny() {
        return about.action() == Action.DENY || about.actionFor().containsValue(Action.DENY);
    }

    private String operations() {
        return about.operations().stream()
                        .sorted(Comparator.naturalOrder())
                        .map(RulePage::inWords)
                        .collect(Collectors.joining(", "))
                + (about.operations().contains(Operation.EXISTS) ? "" : "; an audit skips the rule");
    }

    private static String inWords(Operation operation) {
        return switch (operation) {
            case UPDATE_STATUS -> "UPDATE of `status`";
            case EXISTS -> "objects that exist";
            default -> operation.name();
        };
    }

    private String actions() {
        return word(about.action())
                + about.actionFor().entrySet().stream()
                        .sorted(java.util.Map.Entry.comparingByKey())
                        .map(entry -> "; %s for %s".formatted(word(entry.getValue()), plural(entry.getKey())))
                        .collect(Collectors.joining());
    }

    /** The strictest action for a missing fact in the cases. If no case has an unknown outcome, a missing fact leads to no finding. */
    private String unknown() {
        return cases.stream()
                .flatMap(ruleCase -> ruleCase.run().findings().stream())
                .filter(judged -> judged.finding() instanceof Finding.Unknown)
                .map(Judged::action)
                .max(Comparator.naturalOrder())
                .map(RulePage::word)
                .orElse("no finding");
    }

    /** Returns the word that pages use for the action. */
    static String word(Action action) {
        String word = action.word();
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    private static String plural(Requester.Kind kind) {
        return switch (kind) {
            case KUBELET -> "kubelets";
            case MACHINE -> "controllers";
            case PERSON -> "people";
        };
    }

    /** The first case without policies, which is easier to understand. */
    private String example(String... verbs) {
        for (String verb : verbs) {
            for (RuleCase example : cases) {
                if (example.isNamed(verb) && example.content().trees("policies").isEmpty()) {
                    return show(example, verb);
                }
            }
        }
        return "";
    }

    private String show(RuleCase example, String verb) {
        String text;
        try {
            text = Files.readString(example.file());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String body =
                text.substring(text.indexOf('\n') + 1).split("\nexpect:", 2)[0].strip();
        String says = example.run().findings().stream().map(Judged::line).collect(Collectors.joining("\n"));
        // Names of cases do not distinguish warnings from findings of audits.
        String title = verb.equals("warns") && about.action() == Action.AUDIT
                ? "Reports"
                : verb.substring(0, 1).toUpperCase(Locale.ROOT) + verb.substring(1);
        return "## %s\n\n%s\n\n%syaml\n%s\n%s\n\n%s"
                .formatted(
                        title,
                        example.content().text("case").orElse(""),
                        FENCE,
                        body,
                        FENCE,
                        says.isEmpty() ? "" : FENCE + "text\n" + says + "\n" + FENCE + "\n\n");
    }
}
