package io.eniguard.source.file;

import io.eniguard.input.BoundedReading;
import io.eniguard.input.Input;
import io.eniguard.input.InputProblem;
import io.eniguard.input.UnreadableInputException;
import io.eniguard.json.StrictJson;
import io.eniguard.json.TooLargeException;
import io.eniguard.json.TreeReader;
import io.eniguard.tree.Document;
import io.eniguard.tree.Place;
import io.eniguard.tree.YamlReader;
import io.eniguard.tree.YamlSyntaxException;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParsingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Documents out of a text. JSON has a reader of its own, since lists of all nodes of a cluster are too large to be read as YAML; several
 * documents of JSON may follow each other.
 */
final class DocumentReader {

    /** What is written by hand in YAML's flow style, which begins as JSON does, is smaller. */
    private static final int LARGEST_FLOW_YAML = 1 << 20;

    private static final int LONGEST_REASON = 1_000;

    /** What Jackson tells besides the reason: where in its own terms, and which of its settings say so. */
    private static final Pattern BESIDES = Pattern.compile(
            " \\(start marker at [^)]*\\)\\)?| ?\\[Source: [^\\]]*\\]|, from `[^`]*`|\\(\\(CTRL-CHAR, code \\d+\\)\\)");

    /** The library's reasons for a line that is indented too far, or not far enough. */
    private static final Pattern INDENTATION =
            Pattern.compile("expected <block end>|mapping values are not allowed here|did not find expected");

    private DocumentReader() {}

    /**
     * What a text held.
     *
     * @param documents those before the first error, without empty ones
     * @param error what stopped the reading
     */
    record Outcome(List<FileDocument> documents, Optional<InputProblem> error) {}

    static Outcome read(Input input) {
        byte[] text;
        try {
            text = input.utf8();
        } catch (UnreadableInputException e) {
            return new Outcome(List.of(), Optional.of(e.problems().get(0)));
        }
        if (!BoundedReading.startsLikeJson(text, text.length)) {
            return readYaml(input.name(), text);
        }
        Outcome json = readJson(input.name(), text);
        if (json.error().isEmpty()
                || text.length > LARGEST_FLOW_YAML
                || input.name().endsWith(".json")) {
            return json;
        }
        Outcome yaml = readYaml(input.name(), text);
        return yaml.error().isEmpty() ? yaml : json;
    }

    private static Outcome readYaml(String name, byte[] text) {
        YamlReader.Outcome outcome = YamlReader.readUntilError(new String(text, StandardCharsets.UTF_8));
        YamlSyntaxException error = outcome.error();
        return outcome(
                name,
                outcome.documents(),
                error == null
                        ? Optional.empty()
                        : Optional.of(InputProblem.at(
                                new Place(name, error.line()), reason(String.valueOf(error.getMessage())))));
    }

    private static String reason(String message) {
        return INDENTATION.matcher(message).find() ? message + "; is the indentation right?" : message;
    }

    private static Outcome readJson(String name, byte[] text) {
        List<Document> documents = new ArrayList<>();
        try (JsonParser parser = StrictJson.parser(text)) {
            TreeReader.readDocuments(parser, documents::add);
            return outcome(name, documents, Optional.empty());
        } catch (JsonParsingException e) {
            if (e instanceof TooLargeException) {
                // A finding for each of a million documents would hide the error.
                documents.clear();
            }
            int line = (int) Math.max(1, e.getLocation().getLineNumber());
            String message = String.valueOf(e.getMessage());
            String reason = BESIDES.matcher(message.substring(0, Math.min(message.length(), LONGEST_REASON)))
                    .replaceAll("");
            return outcome(
                    name,
                    documents,
                    Optional.of(InputProblem.at(new Place(name, line), reason.replaceAll("\\s+", " "))));
        }
    }

    private static Outcome outcome(String name, List<Document> documents, Optional<InputProblem> error) {
        return new Outcome(
                documents.stream()
                        .filter(document -> document.content() != null)
                        .map(document -> new FileDocument(name, document))
                        .toList(),
                error);
    }
}
