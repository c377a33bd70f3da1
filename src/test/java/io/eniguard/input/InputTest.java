package io.eniguard.input;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that reading a file of any kind ends and uses limited memory. */
class InputTest {

    private static final Duration HANG = Duration.ofSeconds(60);

    private final Path folder;

    InputTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/zero", "/dev/urandom"})
    void anEndlessDeviceIsRefused(String device) {
        assumeTrue(Files.exists(Path.of(device)));
        assertTimeoutPreemptively(
                HANG,
                () -> assertThrows(
                        UnreadableInputException.class,
                        () -> Input.file(Path.of(device)).utf8()));
    }

    @Test
    void readingAnEndlessTextStopsAtTheLimit() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'y';
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                Arrays.fill(buffer, offset, offset + length, (byte) 'y');
                return length;
            }
        };
        UnreadableInputException refusal = assertTimeoutPreemptively(
                HANG,
                () -> assertThrows(
                        UnreadableInputException.class,
                        () -> Input.standardInput(endless).utf8()));
        assertEquals(
                "-: cannot be read: more than 64 MiB, the limit for inputs other than JSON."
                        + " Fix: use JSON, such as the output of kubectl get -o json",
                refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 200_000, 3_000_001})
    void textsOfAnyLengthAreReadCompletely(int length) throws Exception {
        byte[] text = "y".repeat(length).getBytes(StandardCharsets.UTF_8);
        Path file = Files.write(folder.resolve("text"), text);
        assertArrayEquals(text, Input.file(file).utf8());
        assertArrayEquals(
                text, Input.standardInput(new ByteArrayInputStream(text)).utf8());
        // The stated size is too small, as if the file had grown after its size was read.
        assertArrayEquals(text, BoundedReading.bytes(new ByteArrayInputStream(text), length / 2));
    }

    @Test
    void aPipeIsReadWhileItIsWritten() throws Exception {
        Path pipe = pipe();
        byte[] text = "a: 1\n".repeat(50_000).getBytes(StandardCharsets.UTF_8);
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> write(pipe, text));
        assertArrayEquals(
                text, assertTimeoutPreemptively(HANG, () -> Input.file(pipe).utf8()));
        writer.join();
    }

    @Test
    void readingAPipeWithoutAWriterTimesOut() throws Exception {
        Path pipe = pipe();
        IOException refusal = assertTimeoutPreemptively(
                HANG,
                () -> assertThrows(IOException.class, () -> new PipeReading(pipe, Duration.ofMillis(50)).bytes()));
        assertEquals("no data arrived within 0 s", refusal.getMessage());
    }

    /** An OutOfMemoryError must not become a reason, because readers report a lack of memory together with the name of the input. */
    @Test
    void aLackOfMemoryIsPassedOn() {
        PipeReading reading = new PipeReading(
                "pipe",
                () -> {
                    throw new OutOfMemoryError("Java heap space");
                },
                HANG);
        assertThrows(OutOfMemoryError.class, reading::bytes);
    }

    @Test
    void aFolderIsRefused() {
        UnreadableInputException refusal = assertThrows(
                UnreadableInputException.class, () -> Input.file(folder).utf8());
        assertEquals(folder + ": cannot be read: this is a folder, not a file", refusal.getMessage());
    }

    private Path pipe() throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe");
        try {
            assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0);
        } catch (IOException e) {
            assumeTrue(false, "this machine has no mkfifo");
        }
        return pipe;
    }

    private static void write(Path pipe, byte[] text) {
        try (OutputStream out = Files.newOutputStream(pipe)) {
            out.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
