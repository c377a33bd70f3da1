package io.eniguard.source.file;

import io.eniguard.input.InputProblem;
import io.eniguard.tree.PlacedObject;
import io.eniguard.tree.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The Kubernetes objects in a document, which is one object or a list. Lists may contain further lists. */
final class ManifestDocument {

    private static final String LIST = "List";

    private final FileDocument document;
    private final Consumer<String> warnings;
    private final List<PlacedObject> manifests = new ArrayList<>();
    private final List<InputProblem> problems = new ArrayList<>();

    ManifestDocument(FileDocument document, Consumer<String> warnings) {
        this.document = document;
        this.warnings = warnings;
        Object content = document.document().content();
        if (content instanceof List<?> list) {
            // For example, jq prints the items of a list in this form.
            list.forEach(member -> take(member, list));
        } else {
            take(content, content);
        }
    }

    List<PlacedObject> manifests() {
        return manifests;
    }

    List<InputProblem> problems() {
        return problems;
    }

    /** @param holder the value whose line is reported if the value itself has none */
    private void take(@Nullable Object value, @Nullable Object holder) {
        if (!(value instanceof Map<?, ?>)) {
            problem(holder, "this is not a Kubernetes object, which is a mapping with apiVersion and kind");
            return;
        }
        Tree object = Tree.of(value);
        Optional<String> apiVersion = object.nonEmptyText("apiVersion");
        Optional<String> kind = object.nonEmptyText("kind");
        if (apiVersion.isPresent() && kind.isPresent()) {
            take(object, apiVersion.get(), kind.get());
        } else if (isHelmChart(object)) {
            problem(value, "this is the description of a Helm chart. Fix: run helm template, and check its output");
        } else if (object.keys().contains("apiVersion") || object.keys().contains("kind")) {
            problem(value, "%s is missing".formatted(kind.isPresent() ? "apiVersion" : "kind"));
        } else if (!Kustomization.isOne(document)) {
            warnings.accept(document.placeOf(value) + ": skipped: not a Kubernetes object, since it has no kind");
            manifests.add(new PlacedObject(object, document.placeOf(value)));
        }
    }

    /** Whether this is the file Chart.yaml of a chart: its apiVersion is v1 for Helm 2 and v2 for Helm 3. */
    private static boolean isHelmChart(Tree object) {
        return object.nonEmptyText("apiVersion")
                        .filter(Set.of("v1", "v2")::contains)
                        .isPresent()
                && object.keys().containsAll(Set.of("name", "version"))
                && !object.keys().contains("kind");
    }

    private void take(Tree object, String apiVersion, String kind) {
        boolean isList = kind.endsWith(LIST) && object.keys().contains("items");
        if (!isList) {
            manifests.add(new PlacedObject(object, document.placeOf(object.fields())));
            return;
        }
        Object items = object.value("items").orElse(List.of());
        if (!(items instanceof List<?> members)) {
            problem(object.fields(), "items is not a list");
            return;
        }
        String kindOfMembers = kind.substring(0, kind.length() - LIST.length());
        members.forEach(member -> take(complete(member, apiVersion, kindOfMembers), members));
    }

    /**
     * Adds the API version and the kind to a member of a list such as a NodeList. The API server omits both in lists, and kubectl adds
     * them.
     */
    private @Nullable Object complete(@Nullable Object member, String apiVersion, String kind) {
        Tree tree = Tree.of(member);
        if (!(member instanceof Map<?, ?>)
                || kind.isEmpty()
                || tree.keys().contains("kind")
                || tree.keys().contains("apiVersion")) {
            return member;
        }
        Map<String, @Nullable Object> completed = new LinkedHashMap<>();
        completed.put("apiVersion", apiVersion);
        completed.put("kind", kind);
        completed.putAll(tree.fields());
        document.document().lines().put(completed, document.document().lineOf(member));
        return completed;
    }

    private void problem(@Nullable Object where, String reason) {
        problems.add(InputProblem.at(document.placeOf(where), reason));
    }
}
