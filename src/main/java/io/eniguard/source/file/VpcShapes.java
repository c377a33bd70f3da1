package io.eniguard.source.file;

import io.eniguard.input.InputProblem;
import io.eniguard.text.NearNames;
import io.eniguard.text.Quote;
import io.eniguard.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Checks whether a document has the format of the AWS CLI. Without this check, a member of the wrong type would count as absent, and its
 * object might count as missing.
 */
final class VpcShapes {

    private static final String MORE = "NextToken";

    private final Consumer<String> warnings;

    VpcShapes(Consumer<String> warnings) {
        this.warnings = warnings;
    }

    /** Returns the problems of the document. Warnings are passed to the consumer. */
    List<InputProblem> check(FileDocument document) {
        if (!document.isMapping()) {
            return List.of(
                    InputProblem.at(
                            document.place(),
                            "the document is not a mapping. Fix: use the output of the AWS CLI without --query, such as {\"Subnets\": [...]}"));
        }
        List<InputProblem> problems = new ArrayList<>();
        Tree tree = document.tree();
        if (isManifest(document)) {
            if (!SnapshotFolder.holdsCluster(document)) {
                warnings.accept(document.place() + ": skipped: a Kubernetes manifest, not output of the AWS CLI");
            }
            return problems;
        }
        warnOfMistakes(document);
        VpcKey.FORMS.forEach((key, form) -> {
            Object value = tree.value(key).orElse(null);
            if (value == null && tree.keys().contains(key)) {
                problems.add(InputProblem.at(document.place(), key + " has no value. Fix: write [] for an empty list"));
            }
            form.check(value, key, (holder, wrong) -> problems.add(at(document, holder, wrong)), tree.fields());
        });
        if (problems.isEmpty()) {
            problems.addAll(VpcValues.check(document));
        }
        return problems;
    }

    static boolean isManifest(FileDocument document) {
        return document.tree().keys().containsAll(List.of("apiVersion", "kind"));
    }

    private void warnOfMistakes(FileDocument document) {
        List<String> known = VpcKey.FORMS.keySet().stream().sorted().toList();
        for (String key : document.tree().keys()) {
            if (key.equals(MORE)) {
                warnings.accept(document.place()
                        + ": the list is incomplete, since it has a NextToken; objects on other pages count as absent."
                        + " Fix: let the AWS CLI read all pages");
            } else if (!known.contains(key)) {
                String meant = NearNames.of(key, known).stream()
                        .findFirst()
                        .map(name -> "; did you mean " + name + "?")
                        .orElse("");
                warnings.accept("%s: unknown key %s%s"
                        .formatted(document.placeOf(document.tree().value(key).orElse(null)), Quote.of(key), meant));
            }
        }
    }

    private static InputProblem at(FileDocument document, Object holder, String reason) {
        return InputProblem.at(document.placeOf(holder), reason);
    }
}
