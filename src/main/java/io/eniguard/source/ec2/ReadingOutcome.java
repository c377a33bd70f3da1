package io.eniguard.source.ec2;

/** The outcome of a reading, which decides how soon the next one follows. */
public enum ReadingOutcome {
    UNCHANGED,
    CHANGED,
    THROTTLED,
    FAILED
}
