package io.eniguard.policy;

/** The compiled expression of a custom rule. Objects can be used by many threads, have no side effects, and stop after limited work. */
public interface Condition {

    Answer on(Facts facts);
}
