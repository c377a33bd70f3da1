package io.eniguard.policy;

import java.util.Set;

/**
 * One item of {@code spec.exemptions} in a policy. While it is in force, the findings of its rules about the selected objects appear only in
 * reports.
 *
 * @param rules the ids of rules and custom rules, or {@link #ALL_RULES}
 * @param match narrows the match of the policy
 * @param reason the reason for people, not blank
 * @param owner the person or team that answers for the exemption, not blank
 */
public record Exemption(Set<String> rules, ObjectMatch match, String reason, String owner, Until until) {

    /** Stands for all rules, including custom ones. */
    public static final String ALL_RULES = "*";

    public Exemption {
        rules = Set.copyOf(rules);
    }

    /** Returns whether findings of the rule fall under the exemption. */
    public boolean covers(String rule) {
        return rules.contains(rule) || rules.contains(ALL_RULES);
    }
}
