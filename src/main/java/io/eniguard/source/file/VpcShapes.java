package io.eniguard.source.file;

import io.eniguard.input.InputProblem;
import io.eniguard.text.NearNames;
import io.eniguard.text.Quote;
import io.eniguard.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Whether a document is what the AWS CLI prints. A member of the wrong type would otherwise read as absent, and so as unknown or, worse,
 * as not existing.
 */
final class VpcShapes {

    private static final String MORE = "NextToken";

    private final Consumer<String> warnings;

    VpcShapes(Consumer<String> warnings) {
        this.warnings = warnings;
    }

    /** The problems of the document. Warnings go to the consumer. */
    List<InputProblem> check(FileDocument document) {
        if (!document.isMapping()) {
            return List.of(
                    InputProblem.at(
                            document.place(),
                            "no mapping at the top. Fix: give what the AWS CLI prints without --query, such as {\"Subnets\": [...]}"));
        }
        List<InputProblem> problems = new ArrayList<>();
        Tree tree = document.tree();
        if (isManifest(document)) {
            if (!SnapshotFolder.holdsCluster(document)) {
                warnings.accept(document.place() + ": skipped: a Kubernetes manifest, not output of the AWS CLI");
            }
            return problems;
        }
        warnOfSlips(document);
        VpcForms.BY_KEY.forEach((key, form) -> {
            Object value = tree.value(key).orElse(null);
            if (value == null && tree.keys().contains(key)) {
                problems.add(
                        InputProblem.at(document.place(), key + " has no value. Fix: write [] where there are none"));
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

    private void warnOfSlips(FileDocument document) {
        List<String> known = VpcForms.BY_KEY.keySet().stream().sorted().toList();
        for (String key : document.tree().keys()) {
            if (key.equals(MORE)) {
                warnings.accept(document.place()
                        + ": NextToken is there, so the list goes on elsewhere; what is not listed counts as absent."
                        + " Fix: let the AWS CLI read all pages");
            } else if (!known.contains(key)) {
                String meant = NearNames.of(key, known).stream()
                        .findFirst()
                        .map(name -> "; did you mean " + name + "?")
                        .orElse("");
                warnings.accept("%s: the key %s is not one that is read here%s"
                        .formatted(document.placeOf(document.tree().value(key).orElse(null)), Quote.of(key), meant));
            }
        }
    }

    private static InputProblem at(FileDocument document, Object holder, String reason) {
        return InputProblem.at(document.placeOf(holder), reason);
    }
}
