package io.eniguard.source.file;

import io.eniguard.tree.Place;
import io.eniguard.tree.Tree;
import io.eniguard.tree.YamlDocument;
import io.eniguard.tree.YamlReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One of the documents of a text, with the places of what is in it. */
record Document(String file, YamlDocument yaml) {

    /**
     * What a text held.
     *
     * @param documents those before the first error, without empty ones
     * @param error what stopped the reading
     */
    record Outcome(List<Document> documents, Optional<InputProblem> error) {}

    static Outcome read(Input input) {
        String text;
        try {
            text = input.text();
        } catch (UnreadableInputException e) {
            return new Outcome(List.of(), Optional.of(e.problems().get(0)));
        }
        YamlReader.Outcome outcome = YamlReader.readUntilError(text);
        return new Outcome(
                outcome.documents().stream()
                        .filter(document -> document.content() != null)
                        .map(document -> new Document(input.name(), document))
                        .toList(),
                Optional.ofNullable(outcome.error())
                        .map(error -> InputProblem.at(
                                new Place(input.name(), error.line()), String.valueOf(error.getMessage()))));
    }

    boolean isMapping() {
        return yaml.content() instanceof Map<?, ?>;
    }

    Tree tree() {
        return Tree.of(yaml.content());
    }

    /** Where a map or list of this document begins; else where the document does. */
    Place placeOf(@Nullable Object mapOrList) {
        return new Place(file, yaml.lineOf(mapOrList));
    }

    Place place() {
        return new Place(file, yaml.line());
    }
}
