package io.eniguard.json;

import jakarta.json.stream.JsonLocation;
import jakarta.json.stream.JsonParsingException;

/** Thrown if a document exceeds a limit of the reader. The document is valid JSON up to this point. The message names the limit. */
public final class TooLargeException extends JsonParsingException {

    private static final long serialVersionUID = 1;

    public TooLargeException(String message, JsonLocation location) {
        super(message, location);
    }
}
