package io.eniguard.policy;

/**
 * Stands for a value that is not known.
 *
 * @param reason the reason, such as {@code no subnets are known (EC2: …)}
 */
public record UnknownFact(String reason) {}
