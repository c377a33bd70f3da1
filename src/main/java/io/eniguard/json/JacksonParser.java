package io.eniguard.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonLocation;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParsingException;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** A Jakarta JSON Processing parser that gets its tokens from a Jackson parser. */
final class JacksonParser implements JsonParser {

    // The class Json searches the class path for a provider in each call, which took most of the time of a review.
    private static final JsonProvider PROVIDER = JsonProvider.provider();

    private final com.fasterxml.jackson.core.JsonParser jackson;
    private @Nullable JsonToken ahead;
    private boolean looked;
    private final int mostMembers;
    private int members;

    /**
     * @param mostMembers the maximum number of members of all objects together; there is a maximum, because Jackson keeps each name in
     *     memory until its object ends, even in skipped objects
     */
    JacksonParser(com.fasterxml.jackson.core.JsonParser jackson, int mostMembers) {
        this.jackson = jackson;
        this.mostMembers = mostMembers;
    }

    @Override
    public boolean hasNext() {
        // Inside the root value, the next call of next() always returns an event or reports an error.
        if (!jackson.getParsingContext().inRoot()) {
            return true;
        }
        if (!looked) {
            ahead = advance();
            looked = true;
        }
        return ahead != null;
    }

    @Override
    public Event next() {
        JsonToken token = looked ? ahead : advance();
        looked = false;
        if (token == null) {
            throw new NoSuchElementException("the document has ended");
        }
        return JacksonEvents.of(token);
    }

    @Override
    public @Nullable Event currentEvent() {
        JsonToken token = jackson.currentToken();
        return token == null ? null : JacksonEvents.of(token);
    }

    private @Nullable JsonToken advance() {
        try {
            JsonToken token = jackson.nextToken();
            if (token == JsonToken.FIELD_NAME && ++members > mostMembers) {
                throw new TooLargeException(
                        String.format(Locale.ROOT, "the document has more than %,d members", mostMembers),
                        getLocation());
            }
            return token;
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public String getString() {
        try {
            return jackson.getText();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public boolean isIntegralNumber() {
        return jackson.currentToken() == JsonToken.VALUE_NUMBER_INT;
    }

    @Override
    public int getInt() {
        return getBigDecimal().intValue();
    }

    @Override
    public long getLong() {
        return getBigDecimal().longValue();
    }

    @Override
    public BigDecimal getBigDecimal() {
        try {
            return jackson.getDecimalValue();
        } catch (IOException e) {
            throw failure(e);
        } catch (NumberFormatException e) {
            // Jackson converts the digits only now, and does not catch this exception.
            throw new JsonParsingException("the exponent of a number is out of range", e, getLocation());
        }
    }

    /** Returns the current scalar. Objects and arrays are not supported, because they are only streamed. */
    @Override
    public JsonValue getValue() {
        JsonToken token = jackson.currentToken();
        if (token == JsonToken.VALUE_STRING) {
            return PROVIDER.createValue(getString());
        } else if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            return token == JsonToken.VALUE_TRUE ? JsonValue.TRUE : JsonValue.FALSE;
        } else if (token == JsonToken.VALUE_NULL) {
            return JsonValue.NULL;
        } else if (token != null && token.isNumeric()) {
            return PROVIDER.createValue(getBigDecimal());
        }
        throw new IllegalStateException("not a scalar: " + token);
    }

    @Override
    public void skipObject() {
        skip(JsonToken.END_OBJECT);
    }

    @Override
    public void skipArray() {
        skip(JsonToken.END_ARRAY);
    }

    /** Skips to the end of the object or array that contains the parser's position. */
    private void skip(JsonToken end) {
        JsonToken token = jackson.currentToken();
        if (token != null && token.isStructStart()) {
            skipBegun();
            return;
        }
        while (token != null && token != end) {
            token = advance();
            if (token != null && token.isStructStart()) {
                skipBegun();
            }
        }
    }

    /** Skips the rest of an object or array that has begun, and counts its members. Jackson's skipChildren does not count them. */
    private void skipBegun() {
        int open = 1;
        while (open > 0) {
            JsonToken token = advance();
            if (token == null) {
                return;
            }
            open += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        }
    }

    @Override
    public JsonLocation getLocation() {
        return new JacksonLocation(jackson.currentLocation());
    }

    @Override
    public void close() {
        try {
            jackson.close();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private JsonParsingException failure(IOException e) {
        String reason = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
        return new JsonParsingException(String.valueOf(reason), e, getLocation());
    }
}
