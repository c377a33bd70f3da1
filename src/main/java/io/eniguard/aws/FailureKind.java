package io.eniguard.aws;

/** Why a call failed, as far as the consequences differ. */
public enum FailureKind {
    /** The region or another setting is missing, so nothing could be asked. */
    UNTOLD,
    /** There are no credentials, or AWS does not accept them. */
    CREDENTIALS,
    /** The role lacks the permission. */
    DENIED,
    /** There are too many calls in the account. */
    THROTTLED,
    /** There was no answer in time. */
    TIMEOUT,
    /** Everything else: 5xx, connections that break, answers that cannot be read. */
    ERROR
}
