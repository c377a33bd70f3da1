package io.eniguard.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests that each option that reads a file refuses unreadable content with exit code 2, and that the message names the file, the line and
 * the limit.
 */
class InputLimitsTest {

    private static final String NO_TEXT = "this is a binary file, not YAML or JSON";
    private static final int LEVELS = 3_000;

    private final Path folder;

    InputLimitsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /** A command line that reads a file; {@code FILE} is replaced with the name of the file. */
    private enum Reader {
        FILE("check FILE"),
        STANDARD_INPUT("check -"),
        CLUSTER("check --cluster FILE"),
        VPC("check --vpc FILE examples/cluster/karpenter.yaml"),
        SAVED_CLUSTER("snapshot --cluster FILE"),
        SAVED_VPC("snapshot --vpc FILE");

        private final String commandLine;

        Reader(String commandLine) {
            this.commandLine = commandLine;
        }

        CommandRun read(Path file) throws IOException {
            String[] words = Stream.of(commandLine.split(" ", -1))
                    .map(word -> word.equals("FILE") ? file.toString() : word)
                    .toArray(String[]::new);
            InputStream before = System.in;
            try (InputStream input = Files.newInputStream(file)) {
                System.setIn(input);
                return CommandRun.of(words);
            } finally {
                System.setIn(before);
            }
        }

        String name(Path file) {
            return this == STANDARD_INPUT ? "-" : file.toString();
        }
    }

    private static final class Content {

        private final String name;
        private final byte[] bytes;
        private final String where;
        private final String reason;

        /**
         * Describes unreadable content.
         *
         * @param name the name of the file
         * @param where the part of the message after the name: the line of the mistake, or empty if there is none
         * @param reason a part of the reason
         */
        Content(String name, byte[] bytes, String where, String reason) {
            this.name = name;
            this.bytes = bytes;
            this.where = where;
            this.reason = reason;
        }

        Content(String name, String text, String where, String reason) {
            this(name, text.getBytes(StandardCharsets.UTF_8), where, reason);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Stream<Content> contents() throws IOException {
        String head = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n";
        return Stream.of(
                new Content(
                        "deep-flow.yaml",
                        head + "data: " + "{a: ".repeat(LEVELS),
                        ":4",
                        "nested deeper than 100 levels"),
                new Content("deep-lists.yaml", head + "data:\n" + "- ".repeat(LEVELS), ":5", "deeper than 100 levels"),
                new Content("deep-list.json", "[".repeat(LEVELS) + "]".repeat(LEVELS), ":1", "maximum allowed (100)"),
                new Content("deep.json", "{\"a\":\n" + "{\"a\":".repeat(LEVELS), ":2", "maximum allowed (100)"),
                new Content(
                        "long-number.yaml", head + "data: 1" + "0".repeat(1_000), ":4", "more than 1,000 characters"),
                new Content(
                        "long-number.json", "{\"a\":\n 1" + "0".repeat(1_000) + "}", ":2", "maximum allowed (1000)"),
                new Content("aliases.yaml", laughs(), ":", "its aliases expand to more than 4,000,000 values"),
                new Content("zero.yaml", head + "data: \0\n", ":4", NO_TEXT),
                new Content("zero.json", "{\"a\":\n\"\0\"}", ":2", NO_TEXT),
                new Content("archive.json", gzip(), ":1", NO_TEXT),
                new Content(
                        "latin.yaml", "a: gr\u00fc\u00df\n".getBytes(StandardCharsets.ISO_8859_1), ":1", "not UTF-8"),
                new Content("wide.yaml", "a: b\n".getBytes(StandardCharsets.UTF_16), ":1", "this is UTF-16"),
                new Content("cut-off.yaml", head + "data: {a: [", ":4", "expected"),
                new Content("cut-off.json", "{\"a\":\n [1, ", ":2", "end-of-input"));
    }

    private static String laughs() {
        StringBuilder text = new StringBuilder("l0: &l0 [x]\n");
        for (int i = 1; i < 30; i++) {
            text.append("l%1$d: &l%1$d [*l%2$d, *l%2$d]\n".formatted(i, i - 1));
        }
        return text.toString();
    }

    private static byte[] gzip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write("{\"Subnets\": []}".repeat(10).getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    static Stream<Arguments> each() throws IOException {
        List<Content> contents = contents().toList();
        return Stream.of(Reader.values())
                .flatMap(reader -> contents.stream().map(content -> Arguments.of(reader, content)));
    }

    @ParameterizedTest
    @MethodSource("each")
    void unreadableFilesAreNamed(Reader reader, Content content) throws IOException {
        Path file = Files.write(folder.resolve(content.name), content.bytes);
        isRefused(reader, file, content.where, content.reason);
    }

    /** Tests files of more than 64 MiB, the limit for inputs other than JSON. Reading an endless file stops at the same limit. */
    @ParameterizedTest
    @MethodSource("readers")
    void tooLargeFilesAreNotReadCompletely(Reader reader) throws IOException {
        Path file = folder.resolve("huge.yaml");
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] part = "- a line\n".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
            for (int written = 0; written <= 64 << 20; written += part.length) {
                out.write(part);
            }
        }
        isRefused(reader, file, "", "more than 64 MiB, the limit for inputs other than JSON");
    }

    static Stream<Reader> readers() {
        return Stream.of(Reader.values());
    }

    /**
     * An empty file contains no object to review. {@code --vpc} refuses such a file, because the AWS CLI never prints an empty document.
     */
    @ParameterizedTest
    @MethodSource("readers")
    void emptyFilesContainNothingToReview(Reader reader) throws IOException {
        for (String name : List.of("empty.yaml", "empty.json")) {
            CommandRun run = reader.read(Files.writeString(folder.resolve(name), ""));
            int expected = reader.commandLine.contains("--vpc")
                    ? ExitCodes.USAGE
                    : reader == Reader.SAVED_CLUSTER ? ExitCodes.OK : ExitCodes.NOTHING;
            assertEquals(expected, run.exitCode(), run::toString);
            assertFalse(run.err().contains("\tat "), run::err);
        }
    }

    private static void isRefused(Reader reader, Path file, String where, String reason) throws IOException {
        CommandRun run = reader.read(file);
        assertEquals(ExitCodes.USAGE, run.exitCode(), run::toString);
        String first = run.err().lines().findFirst().orElse("");
        assertTrue(first.startsWith(reader.name(file) + where) && first.contains(reason), run::err);
        assertFalse(run.err().contains("\tat ") || run.err().contains("bug"), run::err);
    }
}
