package io.eniguard.aws;

/** The kind of a failed call. Each kind needs a different fix. */
public enum FailureKind {
    /** The region or another setting is missing or invalid, so no call was made. */
    SETTINGS,
    /** There are no credentials, or AWS does not accept them. */
    CREDENTIALS,
    /** AWS does not let the account use the service or the region. */
    ACCOUNT,
    /** The role lacks the permission. */
    DENIED,
    /** The account makes too many calls. */
    THROTTLED,
    /** No answer arrived in time. */
    TIMEOUT,
    /** All other failures: status 5xx, broken connections, unusable answers. */
    ERROR
}
