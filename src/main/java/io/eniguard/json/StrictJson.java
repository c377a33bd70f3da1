package io.eniguard.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.eniguard.tree.DocumentLimits;
import jakarta.json.stream.JsonLocation;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParsingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Reads JSON in UTF-8. It refuses documents that are ambiguous or needlessly costly: duplicate keys in an object, malformed UTF-8, nesting
 * deeper than {@value DocumentLimits#MAX_DEPTH}, and numbers of more than {@value DocumentLimits#MAX_DIGITS} characters.
 */
public final class StrictJson {

    /**
     * The maximum number of members of all objects in an AdmissionReview. A Node has a few hundred, and the largest ConfigMaps a few ten
     * thousand.
     */
    public static final int MAX_REVIEW_MEMBERS = 150_000;

    /** The number of bytes of a character in UTF-32. */
    private static final int LONGEST_UNIT = 4;

    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // Interned keys would stay in memory forever in a native executable, and any client can send new ones.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DocumentLimits.MAX_DEPTH)
                    .maxNumberLength(DocumentLimits.MAX_DIGITS)
                    .build())
            .build();

    private StrictJson() {}

    /**
     * Returns a parser for the bytes. The parser throws a {@link JsonParsingException} when it reaches an error. This method throws it for
     * malformed UTF-8.
     */
    public static JsonParser parser(byte[] utf8) {
        return parser(utf8, Integer.MAX_VALUE);
    }

    /**
     * The same as {@link #parser(byte[])}, for bytes from an untrusted sender. More than {@value #MAX_REVIEW_MEMBERS} members cause a
     * {@link TooLargeException}, even if they are skipped.
     */
    public static JsonParser reviewParser(byte[] utf8) {
        return parser(utf8, MAX_REVIEW_MEMBERS);
    }

    private static JsonParser parser(byte[] utf8, int mostMembers) {
        checkEncoding(utf8);
        try {
            return new JacksonParser(FACTORY.createParser(utf8), mostMembers);
        } catch (IOException e) {
            throw new JsonParsingException(String.valueOf(e.getMessage()), e, NOWHERE);
        }
    }

    // Jackson accepts some malformed sequences (overlong forms, surrogates), and also UTF-16 and UTF-32. The last two
    // have a zero among their first bytes. Most documents are plain ASCII, for which the check is cheap.
    private static void checkEncoding(byte[] utf8) {
        for (int i = 0; i < Math.min(utf8.length, LONGEST_UNIT); i++) {
            if (utf8[i] == 0) {
                throw new JsonParsingException("not UTF-8", NOWHERE);
            }
        }
        if (!isAscii(utf8)) {
            decode(utf8);
        }
    }

    // Checks eight bytes at a time. Byte by byte, the check would take a tenth of the time for reading a Node.
    private static boolean isAscii(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long highest = 0;
        while (buffer.remaining() >= Long.BYTES) {
            highest |= buffer.getLong();
        }
        while (buffer.hasRemaining()) {
            highest |= buffer.get();
        }
        return (highest & 0x8080_8080_8080_8080L) == 0;
    }

    private static void decode(byte[] utf8) {
        try {
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(utf8));
        } catch (CharacterCodingException e) {
            throw new JsonParsingException("not UTF-8", e, NOWHERE);
        }
    }

    private static final JsonLocation NOWHERE = new JsonLocation() {
        @Override
        public long getLineNumber() {
            return -1;
        }

        @Override
        public long getColumnNumber() {
            return -1;
        }

        @Override
        public long getStreamOffset() {
            return -1;
        }
    };
}
