package io.eniguard.input;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Reads no more than can be used: to the first zero byte, which no text has, up to {@value #LARGEST_JSON} bytes of what begins as JSON
 * does, and {@value #LARGEST_YAML} of anything else. So devices end, and files that grow.
 */
public final class BoundedReading {

    /** Lists of all nodes of a cluster take some hundred MiB. */
    static final int LARGEST_JSON = 512 << 20;

    /** YAML takes some ten times its size while it is read. */
    static final int LARGEST_YAML = 64 << 20;

    private static final int FIRST_BUFFER = 1 << 16;
    private static final int LARGEST_READ = 1 << 20;

    private BoundedReading() {}

    /**
     * All bytes, or those to the first zero byte and some behind it.
     *
     * @param expected how many there seem to be; 0 when nobody knows
     * @throws IOException also when there are more than may be read
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
        // One byte beyond the limit shows that there are too many.
        return (int) Math.max(length + 1L, Math.min(usual, limit + 1L));
    }

    public static boolean startsLikeJson(byte[] text, int length) {
        int first = 0;
        while (first < length && (Character.isWhitespace(text[first]) || isMark(text, first))) {
            first++;
        }
        return first < length && (text[first] == '{' || text[first] == '[');
    }

    /** A byte of the byte order mark. */
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
                : "more than %d MiB, which is too much for YAML. Fix: give it as JSON, such as kubectl get -o json prints"
                        .formatted(LARGEST_YAML >> 20);
    }
}
