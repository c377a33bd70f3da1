package io.eniguard.json;

import jakarta.json.stream.JsonLocation;

/** A location of a Jackson parser as Jakarta JSON Processing reports it. */
record JacksonLocation(com.fasterxml.jackson.core.JsonLocation at) implements JsonLocation {

    @Override
    public long getLineNumber() {
        return at.getLineNr();
    }

    @Override
    public long getColumnNumber() {
        return at.getColumnNr();
    }

    @Override
    public long getStreamOffset() {
        return at.getByteOffset();
    }
}
