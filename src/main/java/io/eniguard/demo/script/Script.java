package io.eniguard.demo.script;

import io.eniguard.tree.Tree;
import io.eniguard.tree.YamlReader;
import io.eniguard.tree.YamlSyntaxException;
import jakarta.json.JsonObject;
import jakarta.json.spi.JsonProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the demo does, in order.
 *
 * @param onlyCheck files whose objects never reach eniguard that way, since the API server has its own answer to them; for the command line
 */
public record Script(List<Part> parts, List<Step> onlyCheck) {

    private static final String FILE = "demo.yaml";
    private static final JsonProvider JSON = JsonProvider.provider();

    public Script {
        parts = List.copyOf(parts);
        onlyCheck = List.copyOf(onlyCheck);
    }

    /** Steps with one subject. */
    public record Part(String title, List<Step> steps) {

        public Part {
            steps = List.copyOf(steps);
        }
    }

    /**
     * Reads {@code demo.yaml} of the folder, and the manifests that it names.
     *
     * @throws IOException with the file and the step, when either can't be read or makes no sense
     */
    public static Script read(Path folder) throws IOException {
        Tree script = Tree.of(documents(folder.resolve(FILE)).get(0));
        List<Part> parts = new ArrayList<>();
        for (Tree part : script.trees("steps")) {
            parts.add(new Part(part.text("part").orElse(""), steps(folder, part.trees("steps"))));
        }
        if (parts.stream().allMatch(part -> part.steps().isEmpty())) {
            throw new IOException("%s: there are no steps".formatted(folder.resolve(FILE)));
        }
        return new Script(parts, steps(folder, script.trees("only-check")));
    }

    /** All steps, whatever their part. */
    public List<Step> steps() {
        return parts.stream().flatMap(part -> part.steps().stream()).toList();
    }

    private static List<Step> steps(Path folder, List<Tree> entries) throws IOException {
        List<Step> steps = new ArrayList<>();
        for (Tree entry : entries) {
            String file = entry.text("file").orElse("");
            try {
                steps.addAll(steps(folder, file, entry));
            } catch (IllegalArgumentException e) {
                throw new IOException(
                        "%s: the step with the file \"%s\": %s".formatted(folder.resolve(FILE), file, e.getMessage()),
                        e);
            }
        }
        return steps;
    }

    /** One for each object in the file. */
    private static List<Step> steps(Path folder, String file, Tree entry) throws IOException {
        Actor actor = word(Actor.class, entry.text("as").orElse("admin"));
        Write write = word(Write.class, entry.text("do").orElse("CREATE"));
        Expected expected = new Expected(
                word(StepVerdict.class, entry.text("expect").orElse("")),
                entry.list("rules").stream().map(String::valueOf).toList(),
                entry.text("patch"));
        boolean isHighlight = entry.flag("highlight").orElse(false);
        List<Step> steps = new ArrayList<>();
        for (Object document : documents(folder.resolve(file))) {
            steps.add(new Step(file, DemoObject.of(json(Tree.of(document))), actor, write, expected, isHighlight));
        }
        return steps;
    }

    private static <E extends Enum<E>> E word(Class<E> type, String word) {
        String name = word.toUpperCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
        try {
            return Enum.valueOf(type, name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "\"%s\" is none of %s".formatted(word, List.of(type.getEnumConstants())), e);
        }
    }

    private static List<Object> documents(Path file) throws IOException {
        try {
            List<Object> documents = new ArrayList<>();
            YamlReader.readAll(Files.readString(file))
                    .forEach(document -> Optional.ofNullable(document.content()).ifPresent(documents::add));
            if (documents.isEmpty()) {
                throw new IOException("%s: it is empty".formatted(file));
            }
            return documents;
        } catch (NoSuchFileException e) {
            throw new IOException("%s: no such file".formatted(file), e);
        } catch (YamlSyntaxException e) {
            throw new IOException("%s:%d: %s".formatted(file, e.line(), e.getMessage()), e);
        }
    }

    private static JsonObject json(Tree tree) {
        return JSON.createObjectBuilder(tree.fields()).build();
    }
}
