package io.eniguard.audit;

/**
 * A result without its texts. Thousands of results fit into little memory in this form.
 *
 * @param id the identity of the result; empty if another program wrote the result
 * @param uid the uid of the object; empty if it is unknown
 * @param kind the Kubernetes kind of the object
 * @param rule the id of the rule
 * @param result the value of {@code result}
 * @param since the timestamp of the result, in seconds since 1970
 * @param bytes an upper bound for the size of the result in JSON, in bytes; it does not depend on the timestamp or on the ages of facts
 * @param content the hash of the result without its timestamp and without the ages of facts in its message
 * @param message the hash of {@code result}, the severity, and the message without the ages of facts
 * @param statement the same hash without the numbers in the message
 */
public record ResultDigest(
        String id,
        String uid,
        String kind,
        String rule,
        String result,
        long since,
        int bytes,
        ContentHash content,
        ContentHash message,
        ContentHash statement) {

    /** Returns the same result with another timestamp. */
    ResultDigest since(long seconds) {
        return new ResultDigest(id, uid, kind, rule, result, seconds, bytes, content, message, statement);
    }
}
