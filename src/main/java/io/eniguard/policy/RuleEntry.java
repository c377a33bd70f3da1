package io.eniguard.policy;

import java.util.Map;

/**
 * One item of {@code spec.rules} in a policy: how a rule of the catalogue is applied to the selected objects.
 *
 * @param rule the id of the rule
 * @param parameters the parameters that this entry sets; the others keep their values
 * @param match narrows the match of the policy
 */
public record RuleEntry(String rule, Actions actions, Map<Parameter, Object> parameters, ObjectMatch match) {

    public RuleEntry {
        parameters = Map.copyOf(parameters);
    }
}
