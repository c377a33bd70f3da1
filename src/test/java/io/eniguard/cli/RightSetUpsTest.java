package io.eniguard.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.eniguard.tree.Tree;
import io.eniguard.tree.YamlReader;
import io.eniguard.tree.YamlSyntaxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that working set-ups are not denied and cause no warnings. Each file in {@code src/test/right} describes the shape of public
 * manifests: charts, documentation and blueprints. The test makes a manifest of each combination of the values under {@code vary}, and
 * checks it with the VPC of the examples and the cluster that {@code base} names.
 */
class RightSetUpsTest {

    private static final Path FOLDER = Path.of("src/test/right");

    /** The minimum number of public manifests that the shapes represent. */
    private static final int FEWEST = 120;

    private static final Pattern FINDING = Pattern.compile("(?m): (?:deny|warn) \\[([a-z0-9-]+)");

    private final Path folder;

    RightSetUpsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /**
     * A shape with values.
     *
     * @param base the name of a file with the cluster; empty for a cluster without objects
     */
    private record SetUp(String name, String manifest, String base) {}

    @TestFactory
    Stream<DynamicTest> noNewObjectIsDeniedOrWarnedOf() throws IOException {
        return setUps().stream()
                .map(setUp -> dynamicTest(setUp.name(), () -> noAlarm(setUp, check(setUp, "--vpc", "examples/vpc"))));
    }

    /** Objects that exist are judged as they stand, without the label that eniguard would add. */
    @TestFactory
    Stream<DynamicTest> noObjectOfAClusterIsDeniedOrWarnedOf() throws IOException {
        return setUps().stream()
                .map(setUp -> dynamicTest(setUp.name(), () -> {
                    Path cluster = Files.createDirectories(folder.resolve("cluster"));
                    Files.writeString(cluster.resolve("b.yaml"), setUp.manifest());
                    if (!setUp.base().isEmpty()) {
                        Files.copy(base(setUp), cluster.resolve("a.yaml"), StandardCopyOption.REPLACE_EXISTING);
                    }
                    noAlarm(setUp, CommandRun.of("check", "--cluster", cluster.toString(), "--vpc", "examples/vpc"));
                }));
    }

    /** Without facts about the VPC, much is unknown, but nothing is denied. */
    @TestFactory
    Stream<DynamicTest> nothingIsDeniedWithoutTheVpc() throws IOException {
        return setUps().stream()
                .map(setUp -> dynamicTest(setUp.name(), () -> {
                    CommandRun run = check(setUp);
                    assertFalse(run.out().contains(": deny "), () -> run.out() + setUp.manifest());
                }));
    }

    private CommandRun check(SetUp setUp, String... options) throws IOException {
        Path file = Files.writeString(folder.resolve("manifest.yaml"), setUp.manifest());
        List<String> words = new ArrayList<>(List.of("check", file.toString()));
        words.addAll(List.of(options));
        if (!setUp.base().isEmpty()) {
            words.addAll(List.of("--cluster", base(setUp).toString()));
        }
        return CommandRun.of(words.toArray(String[]::new));
    }

    private static Path base(SetUp setUp) {
        return FOLDER.resolve("base").resolve(setUp.base() + ".yaml");
    }

    private static void noAlarm(SetUp setUp, CommandRun run) {
        assertNotEquals(ExitCodes.USAGE, run.exitCode(), () -> run.err() + setUp.manifest());
        assertEquals(
                Set.of(),
                FINDING.matcher(run.out())
                        .results()
                        .map(match -> match.group(1))
                        .collect(Collectors.toCollection(TreeSet::new)),
                () -> run.out() + setUp.manifest());
    }

    @Test
    void theShapesRepresentManyManifests() throws IOException {
        long different = setUps().stream().map(SetUp::manifest).distinct().count();
        assertTrue(different >= FEWEST, () -> different + " manifests");
    }

    private static List<SetUp> setUps() throws IOException {
        List<SetUp> setUps = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                setUps.addAll(of(file));
            }
        }
        return setUps;
    }

    private static List<SetUp> of(Path file) throws IOException {
        Tree shape;
        try {
            shape = Tree.of(YamlReader.readAll(Files.readString(file)).get(0).content());
        } catch (YamlSyntaxException e) {
            throw new IOException(file + ":" + e.line() + ": " + e.getMessage(), e);
        }
        String name = file.getFileName() + ": " + shape.text("shape").orElseThrow();
        List<SetUp> setUps = List.of(new SetUp(
                name, shape.text("manifest").orElseThrow(), shape.text("base").orElse("")));
        for (String key : shape.at("vary").keys()) {
            setUps = setUps.stream()
                    .flatMap(setUp ->
                            shape.list("vary", key).stream().map(value -> with(setUp, key, String.valueOf(value))))
                    .toList();
        }
        return setUps;
    }

    private static SetUp with(SetUp setUp, String key, String value) {
        return new SetUp(
                "%s %s=%s".formatted(setUp.name(), key, value),
                setUp.manifest().replace("<" + key + ">", value),
                setUp.base());
    }
}
