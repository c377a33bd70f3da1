package io.eniguard.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import io.eniguard.text.PlainText;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes plain maps, lists and scalars as indented JSON, with members in the order of the maps. */
public final class TreeWriter {

    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .characterEscapes(new NotPlain())
            .build();

    private final JsonGenerator json;

    private TreeWriter(JsonGenerator json) {
        this.json = json;
    }

    /**
     * Writes one document and a line break, and leaves the writer open.
     *
     * @throws IllegalArgumentException if a value has a type that this class does not write, such as {@code Double}
     */
    public static void write(@Nullable Object document, Writer out) throws IOException {
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            json.setPrettyPrinter(layout());
            new TreeWriter(json).value(document);
            json.writeRaw('\n');
        }
    }

    /**
     * Returns the document on one line, for a request to another program.
     *
     * @throws IllegalArgumentException if a value has a type that this class does not write, such as {@code Double}
     */
    public static String compact(@Nullable Object document) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            new TreeWriter(json).value(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    /**
     * Escapes the characters that can control a terminal. JSON readers read the same values with and without these escapes. Jackson passes
     * the two halves of a surrogate pair separately, so every surrogate is escaped.
     */
    private static final class NotPlain extends CharacterEscapes {

        private static final long serialVersionUID = 1;

        private static final int DELETE = 0x7F;

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] codes = standardAsciiEscapesForJSON();
            codes[DELETE] = ESCAPE_STANDARD;
            return codes;
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int unit) {
            return PlainText.isPlain(unit) ? null : new SerializedString("\\u%04X".formatted(unit));
        }
    }

    private static DefaultPrettyPrinter layout() {
        DefaultPrettyPrinter layout = new DefaultPrettyPrinter(
                Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER));
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        layout.indentObjectsWith(indenter);
        layout.indentArraysWith(indenter);
        return layout;
    }

    private void value(@Nullable Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            object(map);
        } else if (value instanceof List<?> list) {
            array(list);
        } else {
            scalar(value);
        }
    }

    private void object(Map<?, ?> map) throws IOException {
        json.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            json.writeFieldName(String.valueOf(entry.getKey()));
            value(entry.getValue());
        }
        json.writeEndObject();
    }

    private void array(List<?> list) throws IOException {
        json.writeStartArray();
        for (Object member : list) {
            value(member);
        }
        json.writeEndArray();
    }

    private void scalar(@Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Integer number) {
            json.writeNumber(number);
        } else if (value instanceof Long number) {
            json.writeNumber(number);
        } else if (value instanceof BigInteger number) {
            json.writeNumber(number);
        } else if (value instanceof BigDecimal number) {
            json.writeNumber(number);
        } else {
            throw new IllegalArgumentException(
                    "JSON has no type for " + value.getClass().getName());
        }
    }
}
