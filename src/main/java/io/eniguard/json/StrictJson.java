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
     * The maximum number of members of all objects in an AdmissionReview. A Node has a few hundred members, and the largest ConfigMaps have
     * a few tens of thousands.
     */
    public static final int MAX_REVIEW_MEMBERS = 150_000;

    /** The number of bytes that each character has in UTF-32. */
    private static final int LONGEST_UNIT = 4;

    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // In a native executable, interned keys would stay in memory forever, and any client can send new keys.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DocumentLimits.MAX_DEPTH)
                    .maxNumberLength(DocumentLimits.MAX_DIGITS)
                    .build())
            .build();

    private StrictJson() {}

    /**
     * Returns a parser for the bytes. The parser throws a {@link JsonParsingException} when it reaches an error. This method itself throws
     * a {@link JsonParsingException} if the bytes are not valid UTF-8.
     */
    public static JsonParser parser(byte[] utf8) {
        return parser(utf8, Integer.MAX_VALUE);
    }

    /**
     * Works like {@link #parser(byte[])}, for bytes from an untrusted sender. The parser throws a {@link TooLargeException} if there are
     * more than {@value #MAX_REVIEW_MEMBERS} members, even if they are skipped.
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

    // Jackson accepts some malformed sequences (overlong forms, surrogates), and also UTF-16 and UTF-32. A JSON text in
    // UTF-16 or UTF-32 has a zero byte among its first four bytes. Most documents are plain ASCII, so they need no
    // decoding.
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

    // The loop checks eight bytes at a time. If it checked single bytes, the check would take up a tenth of the time
    // that reading a Node needs.
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
