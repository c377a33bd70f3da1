package io.eniguard.source.file;

import io.eniguard.tree.Place;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A text that somebody named: a file, or standard input.
 *
 * @param name how messages call it
 */
record Input(String name, Content content) {

    static final String STANDARD_INPUT = "-";

    private static final int BYTE_ORDER_MARK = 0xFEFF;

    /** Where the bytes come from; asked once. */
    interface Content {
        byte[] read() throws IOException;
    }

    static Input file(Path file) {
        return new Input(file.toString(), () -> Files.readAllBytes(file));
    }

    static Input standardInput(InputStream stream) {
        return new Input(STANDARD_INPUT, stream::readAllBytes);
    }

    /** The text, without a byte order mark. */
    String text() throws UnreadableInputException {
        return decode(bytes());
    }

    private byte[] bytes() throws UnreadableInputException {
        try {
            return content.read();
        } catch (IOException e) {
            throw new UnreadableInputException(InputProblem.of(name, e));
        }
    }

    private String decode(byte[] bytes) throws UnreadableInputException {
        if (isUtf16(bytes)) {
            throw refused(1, "this is UTF-16. Fix: save it as UTF-8");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        // A decoder of its own reports what is malformed, and where.
        CoderResult end = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
        int zero = indexOfZero(bytes);
        if (zero >= 0) {
            throw refused(lineAt(bytes, zero), "this is a binary file, not YAML or JSON");
        } else if (end.isError()) {
            throw refused(lineAt(bytes, in.position()), "not UTF-8");
        }
        out.flip();
        boolean marked = out.hasRemaining() && out.charAt(0) == BYTE_ORDER_MARK;
        return marked ? out.subSequence(1, out.length()).toString() : out.toString();
    }

    private UnreadableInputException refused(int line, String reason) {
        return new UnreadableInputException(List.of(InputProblem.at(new Place(name, line), reason)));
    }

    private static boolean isUtf16(byte[] bytes) {
        int first = bytes.length < 2 ? 0 : ((bytes[0] & 0xFF) << 8) | (bytes[1] & 0xFF);
        return first == BYTE_ORDER_MARK || first == 0xFFFE;
    }

    private static int indexOfZero(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                return i;
            }
        }
        return -1;
    }

    private static int lineAt(byte[] bytes, int offset) {
        int line = 1;
        for (int i = 0; i < offset; i++) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        return line;
    }
}
