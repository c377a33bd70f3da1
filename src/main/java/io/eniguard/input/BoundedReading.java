package io.eniguard.input;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Reads a limited number of bytes: up to {@value #LARGEST_JSON} if the input begins like JSON, otherwise up to {@value #LARGEST_YAML}.
 * Reading also stops at the first zero byte, because texts contain no zero bytes. Because of these limits, reading ends even for a device
 * or for a file that keeps growing.
 */
public final class BoundedReading {

    /** The limit for JSON. A list of all Nodes of a cluster can have a few hundred MiB. */
    static final int LARGEST_JSON = 512 << 20;

    /** The limit for YAML. Reading YAML needs about ten times its size in memory. */
    static final int LARGEST_YAML = 64 << 20;

    private static final int FIRST_BUFFER = 1 << 16;
    private static final int LARGEST_READ = 1 << 20;

    private BoundedReading() {}

    /**
     * Returns all bytes. If there is a zero byte, bytes after it may be missing.
     *
     * @param expected the expected number of bytes; 0 if unknown
     * @throws IOException if reading fails or if there are more bytes than the limit
     */
    static byte[] bytes(InputStream stream, long expected) throws IOException {
        byte[] buffer = stream.readNBytes(FIRST_BUFFER);
        if (buffer.length < FIRST_BUFFER) {
            return buffer;
        }
        int limit = startsLikeJson(buffer, buffer.length) ? LARGEST_JSON : LARGEST_YAML;
        int length = buffer.length;
        int looked = 0;
        while (true) {
            if (hasZero(buffer, looked, length)) {
                return Arrays.copyOf(buffer, length);
            } else if (length > limit) {
                throw new IOException(tooLarge(limit));
            }
            looked = length;
            if (length == buffer.length) {
                int next = stream.read();
                if (next < 0) {
                    return buffer;
                }
                buffer = Arrays.copyOf(buffer, larger(length, expected, limit));
                buffer[length++] = (byte) next;
            }
            int read = stream.read(buffer, length, Math.min(buffer.length - length, LARGEST_READ));
            if (read < 0) {
                return Arrays.copyOf(buffer, length);
            }
            length += read;
        }
    }

    private static int larger(int length, long expected, int limit) {
        long usual = expected > length ? expected : 2L * length;
        // The buffer has room for one byte beyond the limit, which shows whether there are too many bytes.
        return (int) Math.max(length + 1L, Math.min(usual, limit + 1L));
    }

    public static boolean startsLikeJson(byte[] text, int length) {
        int first = 0;
        while (first < length && (Character.isWhitespace(text[first]) || isMark(text, first))) {
            first++;
        }
        return first < length && (text[first] == '{' || text[first] == '[');
    }

    /** Whether the byte at this position can be part of a byte order mark. */
    private static boolean isMark(byte[] text, int at) {
        return at < 3 && text[at] < 0;
    }

    private static boolean hasZero(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == 0) {
                return true;
            }
        }
        return false;
    }

    private static String tooLarge(int limit) {
        return limit == LARGEST_JSON
                ? "more than %d MiB".formatted(LARGEST_JSON >> 20)
                : "more than %d MiB, the limit for inputs other than JSON. Fix: use JSON, such as the output of kubectl get -o json"
                        .formatted(LARGEST_YAML >> 20);
    }
}
