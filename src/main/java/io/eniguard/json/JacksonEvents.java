package io.eniguard.json;

import com.fasterxml.jackson.core.JsonToken;
import jakarta.json.stream.JsonParser.Event;

/** The events of Jakarta JSON Processing that correspond to the tokens of Jackson. */
final class JacksonEvents {

    private JacksonEvents() {}

    static Event of(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> Event.START_OBJECT;
            case END_OBJECT -> Event.END_OBJECT;
            case START_ARRAY -> Event.START_ARRAY;
            case END_ARRAY -> Event.END_ARRAY;
            case FIELD_NAME -> Event.KEY_NAME;
            case VALUE_STRING -> Event.VALUE_STRING;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Event.VALUE_NUMBER;
            case VALUE_TRUE -> Event.VALUE_TRUE;
            case VALUE_FALSE -> Event.VALUE_FALSE;
            case VALUE_NULL -> Event.VALUE_NULL;
            case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> throw new IllegalStateException("no JSON text has " + token);
        };
    }
}
