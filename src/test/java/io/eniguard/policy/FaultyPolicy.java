package io.eniguard.policy;

import io.eniguard.tree.Tree;
import io.eniguard.tree.YamlReader;
import io.eniguard.tree.YamlSyntaxException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A policy with faults, from the file {@code src/test/policies/faulty.yaml}.
 *
 * @param caption the special feature of the policy
 * @param expected the lines of the expected faults
 * @param yaml the document
 */
record FaultyPolicy(String caption, List<String> expected, String yaml) {

    private static final Path FILE = Path.of("src/test/policies/faulty.yaml");
    private static final String EXPECTED = "# - ";

    static List<FaultyPolicy> all() {
        try {
            return Stream.of(Files.readString(FILE).split("(?m)^---\n"))
                    .map(FaultyPolicy::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FaultyPolicy of(String text) {
        List<String> lines = text.lines().toList();
        return new FaultyPolicy(
                lines.get(0).substring("# ".length()),
                lines.stream()
                        .filter(line -> line.startsWith(EXPECTED))
                        .map(line -> line.substring(EXPECTED.length()))
                        .toList(),
                lines.stream().filter(line -> !line.startsWith("# ")).collect(Collectors.joining("\n", "", "\n")));
    }

    static void write(List<FaultyPolicy> all) {
        try {
            Files.writeString(FILE, all.stream().map(FaultyPolicy::text).collect(Collectors.joining("---\n")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    FaultyPolicy expecting(List<String> faults) {
        return new FaultyPolicy(caption, faults, yaml);
    }

    private String text() {
        return "# " + caption + "\n"
                + expected.stream().map(line -> EXPECTED + line + "\n").collect(Collectors.joining()) + yaml;
    }

    Tree document() {
        return read(yaml);
    }

    static Tree read(String yaml) {
        try {
            return Tree.of(YamlReader.readAll(yaml).get(0).content());
        } catch (YamlSyntaxException e) {
            throw new AssertionError(yaml, e);
        }
    }
}
