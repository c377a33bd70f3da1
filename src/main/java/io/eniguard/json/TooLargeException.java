package io.eniguard.json;

import jakarta.json.stream.JsonLocation;
import jakarta.json.stream.JsonParsingException;

/** A document is valid JSON as far as it was read, but holds more than a reader takes. The message names the limit. */
public final class TooLargeException extends JsonParsingException {

    private static final long serialVersionUID = 1;

    public TooLargeException(String message, JsonLocation location) {
        super(message, location);
    }
}
