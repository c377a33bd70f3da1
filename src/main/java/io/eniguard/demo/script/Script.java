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
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The steps of the demo, in order.
 *
 * @param onlyCheck the steps whose objects an API server refuses or changes before it calls eniguard, so that only {@code eniguard check}
 *     can review these objects
 */
public record Script(List<Part> parts, List<Step> onlyCheck) {

    private static final String FILE = "demo.yaml";
    private static final JsonProvider JSON = JsonProvider.provider();

    public Script {
        parts = List.copyOf(parts);
        onlyCheck = List.copyOf(onlyCheck);
    }

    /** Steps about one subject. */
    public record Part(String title, List<Step> steps) {

        public Part {
            steps = List.copyOf(steps);
        }
    }

    /**
     * Reads {@code demo.yaml} in the folder, and the manifests that this file names.
     *
     * @throws IOException if a file cannot be read or a step is invalid; the message names the file and the step
     */
    public static Script read(Path folder) throws IOException {
        Tree script = Tree.of(documents(folder.resolve(FILE)).get(0));
        List<Part> parts = new ArrayList<>();
        for (Tree part : script.trees("steps")) {
            parts.add(new Part(part.text("part").orElse(""), steps(folder, part.trees("steps"))));
        }
        if (parts.stream().allMatch(part -> part.steps().isEmpty())) {
            throw new IOException("%s: the file has no steps".formatted(folder.resolve(FILE)));
        }
        return new Script(parts, steps(folder, script.trees("only-check")));
    }

    /** Returns the steps of all parts. */
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

    /** Returns one step for each object in the file. */
    private static List<Step> steps(Path folder, String file, Tree entry) throws IOException {
        Actor actor = word(Actor.class, entry.text("as").orElse("admin"));
        Write write = word(Write.class, entry.text("do").orElse("CREATE"));
        Expected expected = new Expected(
                word(StepVerdict.class, entry.text("expect").orElse("")),
                entry.list("rules").stream().map(String::valueOf).toList(),
                entry.text("patch"),
                entry.text("exempted"));
        Optional<DemoPolicy> policy = policy(folder, entry.at("policy"));
        boolean isHighlight = entry.flag("highlight").orElse(false);
        List<Step> steps = new ArrayList<>();
        for (Object document : documents(folder.resolve(file))) {
            steps.add(new Step(
                    file, DemoObject.of(json(Tree.of(document))), actor, write, policy, expected, isHighlight));
        }
        return steps;
    }

    /** Reads the policy that an entry names. Its exemption ends the given number of days after today. */
    private static Optional<DemoPolicy> policy(Path folder, Tree entry) throws IOException {
        Optional<String> file = entry.text("file");
        if (file.isEmpty()) {
            return Optional.empty();
        }
        JsonObject policy = json(Tree.of(documents(folder.resolve(file.get())).get(0)));
        return Optional.of(DemoPolicy.of(file.get(), policy, LocalDate.now(ZoneOffset.UTC), entry.integer("days")));
    }

    private static <E extends Enum<E>> E word(Class<E> type, String word) {
        String name = word.toUpperCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
        try {
            return Enum.valueOf(type, name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "\"%s\" is not one of %s".formatted(word, List.of(type.getEnumConstants())), e);
        }
    }

    private static List<Object> documents(Path file) throws IOException {
        try {
            List<Object> documents = new ArrayList<>();
            YamlReader.readAll(Files.readString(file))
                    .forEach(document -> Optional.ofNullable(document.content()).ifPresent(documents::add));
            if (documents.isEmpty()) {
                throw new IOException("%s: the file is empty".formatted(file));
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
