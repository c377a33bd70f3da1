package io.eniguard.input;

import io.eniguard.tree.Place;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;

/**
 * An input that the user names: a file or standard input.
 *
 * @param name the name of the input in messages
 */
public record Input(String name, Content content) {

    public static final String STANDARD_INPUT = "-";

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /** The source of the bytes. */
    interface Content {
        byte[] read() throws IOException;
    }

    public static Input file(Path file) {
        return new Input(file.toString(), () -> {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (attributes.isDirectory()) {
                throw new IOException("this is a folder, not a file");
            } else if (attributes.isOther()) {
                return new PipeReading(file, PipeReading.PATIENCE).bytes();
            }
            try (InputStream stream = Files.newInputStream(file)) {
                return BoundedReading.bytes(stream, attributes.size());
            }
        });
    }

    /** Returns standard input. Reading it has no time limit, since a person or a slow program may write to it. */
    public static Input standardInput(InputStream stream) {
        return new Input(STANDARD_INPUT, () -> BoundedReading.bytes(stream, 0));
    }

    /** Returns the unchanged bytes, within the size limit of {@link BoundedReading}. */
    public byte[] bytes() throws UnreadableInputException {
        try {
            return content.read();
        } catch (IOException e) {
            throw new UnreadableInputException(InputProblem.of(name, e));
        }
    }

    /** Returns the bytes without a byte order mark, after checking that they are UTF-8. */
    public byte[] utf8() throws UnreadableInputException {
        byte[] bytes = bytes();
        check(bytes);
        boolean marked = bytes.length >= BYTE_ORDER_MARK.length
                && Arrays.equals(bytes, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
        return marked ? Arrays.copyOfRange(bytes, BYTE_ORDER_MARK.length, bytes.length) : bytes;
    }

    private void check(byte[] bytes) throws UnreadableInputException {
        if (isUtf16(bytes)) {
            throw refused(1, "this is UTF-16. Fix: save it as UTF-8");
        }
        int zero = indexOfZero(bytes);
        if (zero >= 0) {
            throw refused(lineAt(bytes, zero), "this is a binary file, not YAML or JSON");
        }
        int malformed = indexOfMalformed(bytes);
        if (malformed >= 0) {
            throw refused(lineAt(bytes, malformed), "this is not UTF-8");
        }
    }

    private UnreadableInputException refused(int line, String reason) {
        return new UnreadableInputException(InputProblem.at(new Place(name, line), reason));
    }

    private static boolean isUtf16(byte[] bytes) {
        return bytes.length >= 2 && (bytes[0] & bytes[1] & 0xFE) == 0xFE && bytes[0] != bytes[1];
    }

    private static int indexOfZero(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                return i;
            }
        }
        return -1;
    }

    private static int indexOfMalformed(byte[] bytes) {
        // By default, a decoder stops at malformed bytes and reports their position.
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer ignored = CharBuffer.allocate(8192);
        CoderResult result;
        do {
            ignored.clear();
            result = decoder.decode(in, ignored, true);
        } while (result.isOverflow());
        return result.isError() ? in.position() : -1;
    }

    private static int lineAt(byte[] bytes, int offset) {
        int line = 1;
        for (int i = 0; i < offset; i++) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        return line;
    }
}
