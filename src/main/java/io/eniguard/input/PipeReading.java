package io.eniguard.input;

import io.eniguard.threads.DaemonThreads;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads an input that is not a regular file: a device, a named pipe, or the pipe that a shell creates for {@code <(command)}. Opening a
 * pipe blocks until a program opens it for writing, so a separate thread opens and reads the pipe. If no data arrives in time, the thread
 * is abandoned.
 */
final class PipeReading {

    /** The default patience, which is sufficient for slow commands, such as a command that lists the objects of a large cluster. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String name;
    private final Opening pipe;
    private final Duration patience;
    private final AtomicLong lastByte = new AtomicLong(System.nanoTime());

    /** Opens the input, which may block. */
    interface Opening {
        InputStream open() throws IOException;
    }

    /** @param patience the longest wait for the first byte and for each further byte */
    PipeReading(Path file, Duration patience) {
        this(file.toString(), () -> Files.newInputStream(file), patience);
    }

    PipeReading(String name, Opening pipe, Duration patience) {
        this.name = name;
        this.pipe = pipe;
        this.patience = patience;
    }

    byte[] bytes() throws IOException {
        CompletableFuture<byte[]> content = new CompletableFuture<>();
        DaemonThreads.named("reads " + name).newThread(() -> read(content)).start();
        try {
            return await(content);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    /**
     * Returns the failure of the reading thread as an {@link IOException}. Throws an unchecked failure, as if this thread had done the
     * reading.
     */
    private static IOException failure(ExecutionException failed) {
        if (failed.getCause() instanceof Error error) {
            throw error;
        } else if (failed.getCause() instanceof RuntimeException bug) {
            throw bug;
        }
        return failed.getCause() instanceof IOException failure ? failure : new IOException("reading failed", failed);
    }

    private byte[] await(CompletableFuture<byte[]> content)
            throws IOException, InterruptedException, ExecutionException {
        while (true) {
            long silent = System.nanoTime() - lastByte.get();
            long left = patience.toNanos() - silent;
            if (left <= 0) {
                throw new IOException("no data arrived within %d s".formatted(patience.toSeconds()));
            }
            try {
                return content.get(left, TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                // Data may have arrived in the meantime, so the remaining time is computed again.
            }
        }
    }

    private void read(CompletableFuture<byte[]> content) {
        try (InputStream stream = new Recording(pipe.open())) {
            content.complete(BoundedReading.bytes(stream, 0));
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            content.completeExceptionally(e);
        }
    }

    /** A stream that records the time at which the last data arrived. */
    private final class Recording extends InputStream {

        private final InputStream stream;

        Recording(InputStream stream) {
            this.stream = stream;
        }

        @Override
        public int read() throws IOException {
            return recorded(stream.read());
        }

        @Override
        public int read(byte @Nullable [] buffer, int offset, int length) throws IOException {
            return recorded(stream.read(buffer, offset, length));
        }

        private int recorded(int result) {
            lastByte.set(System.nanoTime());
            return result;
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }
}
