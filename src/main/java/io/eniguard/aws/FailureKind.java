package io.eniguard.aws;

/** Why a call brought nothing, as far as something different follows from it. */
public enum FailureKind {
    /** Nobody has told, and nothing tells, where to ask. */
    UNTOLD,
    /** There are none, or AWS does not take them. */
    CREDENTIALS,
    /** The role lacks the permission. */
    DENIED,
    /** Too many calls in the account. */
    THROTTLED,
    /** No answer in time. */
    TIMEOUT,
    /** All else: 5xx, connections that break, answers that cannot be read. */
    ERROR
}
