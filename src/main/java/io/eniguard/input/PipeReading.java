package io.eniguard.input;

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
 * Reads what is no regular file: a device, a named pipe, or what a shell makes of {@code <(command)}. A pipe that nobody writes to
 * blocks already when it is opened, so a thread of its own waits there, and is left behind when nothing comes.
 */
final class PipeReading {

    /** As long as a slow command may be silent, such as one that lists a large cluster. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path file;
    private final Duration patience;
    private final AtomicLong lastByte = new AtomicLong(System.nanoTime());

    /** @param patience how long to wait for the first byte, and for each next one */
    PipeReading(Path file, Duration patience) {
        this.file = file;
        this.patience = patience;
    }

    byte[] bytes() throws IOException {
        CompletableFuture<byte[]> content = new CompletableFuture<>();
        Thread reader = new Thread(() -> read(content), "reads " + file);
        reader.setDaemon(true);
        reader.start();
        try {
            return await(content);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IOException(e.getCause());
        }
    }

    private byte[] await(CompletableFuture<byte[]> content)
            throws IOException, InterruptedException, ExecutionException {
        while (true) {
            long silent = System.nanoTime() - lastByte.get();
            long left = patience.toNanos() - silent;
            if (left <= 0) {
                throw new IOException("nothing came within %d s".formatted(patience.toSeconds()));
            }
            try {
                return content.get(left, TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                // Something may have come meanwhile, so the time that is left is worked out anew.
            }
        }
    }

    private void read(CompletableFuture<byte[]> content) {
        try (InputStream stream = new Noted(Files.newInputStream(file))) {
            content.complete(BoundedReading.bytes(stream, 0));
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            content.completeExceptionally(e);
        }
    }

    /** Remembers when something came. */
    private final class Noted extends InputStream {

        private final InputStream stream;

        Noted(InputStream stream) {
            this.stream = stream;
        }

        @Override
        public int read() throws IOException {
            return noted(stream.read());
        }

        @Override
        public int read(byte @Nullable [] buffer, int offset, int length) throws IOException {
            return noted(stream.read(buffer, offset, length));
        }

        private int noted(int result) {
            lastByte.set(System.nanoTime());
            return result;
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }
}
