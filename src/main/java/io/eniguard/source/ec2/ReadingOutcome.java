package io.eniguard.source.ec2;

/** The outcome of a reading, which determines how soon the next reading follows. */
public enum ReadingOutcome {
    UNCHANGED,
    CHANGED,
    THROTTLED,
    FAILED
}
