package io.eniguard.policy;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The rules of the catalogue, with the kinds of objects that they look at.
 *
 * @param byRule the Kubernetes kinds by rule id, in order of the ids. A kubelet configuration in a file counts as a {@code ConfigMap}.
 */
public record RuleKinds(Map<String, Set<String>> byRule) {

    public RuleKinds {
        Map<String, Set<String>> sorted = new TreeMap<>();
        byRule.forEach((rule, kinds) -> sorted.put(rule, Set.copyOf(new TreeSet<>(kinds))));
        byRule = Collections.unmodifiableMap(sorted);
    }

    public boolean isRule(String id) {
        return byRule.containsKey(id);
    }

    /** Returns the kinds that the rule looks at; none for an unknown id. */
    public Set<String> of(String rule) {
        return byRule.getOrDefault(rule, Set.of());
    }

    /** Returns whether policies can configure the rule. The actions of rules on policies themselves are fixed. */
    public boolean isConfigurable(String id) {
        return isRule(id) && !of(id).equals(Set.of(Policy.KIND));
    }

    /** Returns the ids of the rules that policies can configure, in order. */
    public Set<String> configurable() {
        Set<String> ids = new TreeSet<>(byRule.keySet());
        ids.removeIf(id -> !isConfigurable(id));
        return ids;
    }
}
