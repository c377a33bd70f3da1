package io.eniguard.bench;

import io.eniguard.cel.CelConditions;
import io.eniguard.policy.Action;
import io.eniguard.policy.Actions;
import io.eniguard.policy.ConditionScope;
import io.eniguard.policy.CustomRule;
import io.eniguard.policy.FaultyConditionException;
import io.eniguard.policy.ObjectMatch;
import io.eniguard.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Policies with custom rules in CEL. */
final class CustomRules {

    private CustomRules() {}

    /** Returns a policy with one custom rule for each expression. */
    static Policy about(String kind, List<String> expressions) throws FaultyConditionException {
        var conditions = new CelConditions();
        ConditionScope scope = ConditionScope.ofKinds(List.of(kind));
        List<CustomRule> rules = new ArrayList<>();
        for (String expression : expressions) {
            rules.add(new CustomRule(
                    "custom-" + rules.size(),
                    Actions.everywhere(Action.WARN),
                    new ObjectMatch(Set.of(kind), List.of(), ObjectMatch.ANY.selector(), Optional.empty()),
                    conditions.compile(expression, scope),
                    "the object does not pass",
                    Optional.empty(),
                    "read the policy",
                    "metadata.name",
                    Action.WARN));
        }
        return new Policy("custom-" + kind, ObjectMatch.ANY, List.of(), rules, List.of(), Set.of());
    }
}
