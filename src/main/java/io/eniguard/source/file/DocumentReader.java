package io.eniguard.source.file;

import io.eniguard.input.BoundedReading;
import io.eniguard.input.Input;
import io.eniguard.input.InputProblem;
import io.eniguard.input.UnreadableInputException;
import io.eniguard.json.StrictJson;
import io.eniguard.json.TooLargeException;
import io.eniguard.json.TreeReader;
import io.eniguard.tree.Document;
import io.eniguard.tree.DocumentLimits;
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
 * Reads the documents of a text. JSON has a separate reader, because a list of all nodes of a cluster is too large for a YAML reader. A
 * JSON text may contain several documents.
 */
final class DocumentReader {

    /** The maximum size of YAML in flow style, which begins like JSON. YAML in this style is written by hand, so it is small. */
    private static final int LARGEST_FLOW_YAML = 1 << 20;

    private static final int LONGEST_REASON = 1_000;

    /**
     * Matches the parts of a Jackson message other than the reason: Jackson's description of the place, and the names of Jackson's
     * settings.
     */
    private static final Pattern NOISE = Pattern.compile(
            " \\(start marker at [^)]*\\)\\)?| ?\\[Source: [^\\]]*\\]|, from `[^`]*`|\\(\\(CTRL-CHAR, code \\d+\\)\\)");

    /** Matches the YAML library's reasons for a line that is indented too far, or not far enough. */
    private static final Pattern INDENTATION =
            Pattern.compile("expected <block end>|mapping values are not allowed here|did not find expected");

    private DocumentReader() {}

    /**
     * The result of reading a text.
     *
     * @param documents the documents before the first error, without empty documents
     * @param error the error that stopped the reading
     */
    record Outcome(List<FileDocument> documents, Optional<InputProblem> error) {}

    /** Reads the input. A text that needs too much memory is an error of the input, like a text that cannot be parsed. */
    static Outcome read(Input input) {
        try {
            return readWithinMemory(input);
        } catch (OutOfMemoryError e) {
            return unreadable(
                    input,
                    "needs more memory than the %d MiB that Java may use. Fix: divide the file, or allow more memory,"
                                    .formatted(Runtime.getRuntime().maxMemory() >> 20)
                            + " such as JAVA_TOOL_OPTIONS=-Xmx4g");
        } catch (StackOverflowError e) {
            return unreadable(input, "nested deeper than %d levels".formatted(DocumentLimits.MAX_DEPTH));
        }
    }

    private static Outcome unreadable(Input input, String reason) {
        return new Outcome(List.of(), Optional.of(new InputProblem(input.name(), reason)));
    }

    private static Outcome readWithinMemory(Input input) {
        byte[] text;
        try {
            text = input.utf8();
        } catch (UnreadableInputException e) {
            return new Outcome(List.of(), Optional.of(e.problems().get(0)));
        }
        Outcome parsed = parsed(input, text);
        return ForeignText.reason(text, parsed.documents())
                .map(reason -> new Outcome(List.of(), Optional.of(InputProblem.at(new Place(input.name(), 1), reason))))
                .orElseGet(() -> new Outcome(parsed.documents(), parsed.error().map(error -> explained(error, text))));
    }

    private static InputProblem explained(InputProblem error, byte[] text) {
        if (text.length > LARGEST_FLOW_YAML || error.line() == InputProblem.NO_LINE) {
            return error;
        }
        return ForeignText.template(new String(text, StandardCharsets.UTF_8), error.line())
                .map(reason -> new InputProblem(error.file(), error.line(), reason))
                .orElse(error);
    }

    private static Outcome parsed(Input input, byte[] text) {
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
        return INDENTATION.matcher(message).find() ? message + "; wrong indentation?" : message;
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
            String reason = NOISE.matcher(message.substring(0, Math.min(message.length(), LONGEST_REASON)))
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
