package io.eniguard.rules;

import io.eniguard.review.Judged;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The page of a rule, made of what the rule says of itself and of two of its cases.
 *
 * @param kinds what it looks at, in words
 * @param cases all of them
 */
record RulePage(About about, List<String> kinds, List<RuleCase> cases) {

    private static final String FENCE = "```";

    String fileName() {
        return about.id() + ".md";
    }

    String text() {
        return """
                # %s

                %s.

                %s

                | | |
                |---|---|
                | Looks at | %s |
                | On | %s |
                | A violation leads to | %s |
                | Not known whether | Warn |
                | Source | <%s> |

                %s%s[All cases](../../src/test/rules/%s)
                """.formatted(
                        about.id(),
                        about.says(),
                        about.because(),
                        String.join(", ", kinds),
                        operations(),
                        actions(),
                        about.source(),
                        example("refuses", "warns"),
                        example("accepts"),
                        about.id());
    }

    /** A row of the table of all rules. */
    String row() {
        return "| [`%s`](%s) | %s | %s | %s |"
                .formatted(about.id(), fileName(), String.join(", ", kinds), actions(), about.says());
    }

    private String operations() {
        return about.operations().stream()
                .sorted(Comparator.naturalOrder())
                .map(operation -> operation == Operation.UPDATE_STATUS ? "UPDATE of `status`" : operation.name())
                .collect(Collectors.joining(", "));
    }

    private String actions() {
        return word(about.action())
                + about.actionFor().entrySet().stream()
                        .sorted(java.util.Map.Entry.comparingByKey())
                        .map(entry -> "; %s for %s".formatted(word(entry.getValue()), plural(entry.getKey())))
                        .collect(Collectors.joining());
    }

    private static String word(Action action) {
        String word = action.word();
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    private static String plural(Requester.Kind kind) {
        return switch (kind) {
            case KUBELET -> "kubelets";
            case MACHINE -> "machines";
            case PERSON -> "people";
        };
    }

    private String example(String... verbs) {
        for (String verb : verbs) {
            for (RuleCase example : cases) {
                if (example.isNamed(verb)) {
                    return show(example, verb);
                }
            }
        }
        return "";
    }

    private static String show(RuleCase example, String verb) {
        String text;
        try {
            text = Files.readString(example.file());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String body =
                text.substring(text.indexOf('\n') + 1).split("\nexpect:", 2)[0].strip();
        String says = example.run().findings().stream().map(Judged::line).collect(Collectors.joining("\n"));
        String title = verb.substring(0, 1).toUpperCase(Locale.ROOT) + verb.substring(1);
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
