package io.eniguard.policy;

/**
 * The exemption that a finding falls under.
 *
 * @param policy the name of the policy that contains the exemption
 */
public record Exempted(String policy, String reason, String owner, Until until) {}
