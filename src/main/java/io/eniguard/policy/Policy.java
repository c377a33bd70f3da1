package io.eniguard.policy;

import java.util.List;
import java.util.Set;

/**
 * A policy, an object of the kind {@code CustomNetworkingPolicy}.
 *
 * @param match selects the objects that all parts of the policy are about
 * @param breakGlassGroups the groups whose members can turn denials into warnings
 */
public record Policy(
        String name,
        ObjectMatch match,
        List<RuleEntry> rules,
        List<CustomRule> custom,
        List<Exemption> exemptions,
        Set<String> breakGlassGroups) {

    public static final String GROUP = "eniguard.io";
    public static final String VERSION = "v1alpha1";
    public static final String KIND = "CustomNetworkingPolicy";

    /** The plural name in the Kubernetes API. */
    public static final String RESOURCE = "customnetworkingpolicies";

    public Policy {
        rules = List.copyOf(rules);
        custom = List.copyOf(custom);
        exemptions = List.copyOf(exemptions);
        breakGlassGroups = Set.copyOf(breakGlassGroups);
    }

    /** Returns the policy without the custom rules that have one of the ids. */
    Policy without(Set<String> customIds) {
        List<CustomRule> kept =
                custom.stream().filter(rule -> !customIds.contains(rule.id())).toList();
        return kept.size() == custom.size() ? this : new Policy(name, match, rules, kept, exemptions, breakGlassGroups);
    }

    /** Returns the same policy with other custom rules. */
    Policy withCustom(List<CustomRule> others) {
        return new Policy(name, match, rules, others, exemptions, breakGlassGroups);
    }
}
