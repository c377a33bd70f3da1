package io.eniguard.policy;

import java.util.Optional;

/**
 * One item of {@code spec.custom} in a policy: a rule of the operator's own.
 *
 * @param id the id, which no rule of the catalogue has
 * @param match narrows the match of the policy
 * @param condition the condition, which holds for objects that pass
 * @param message the problem, for people
 * @param messageText computes the problem; empty if the policy has no {@code messageExpression}
 * @param fix the fix; by default a reference to the policy
 * @param field the path of the field that findings are about
 * @param onError the action if the condition fails at run time
 */
public record CustomRule(
        String id,
        Actions actions,
        ObjectMatch match,
        Condition condition,
        String message,
        Optional<MessageText> messageText,
        String fix,
        String field,
        Action onError) {

    /** Returns the same rule with another condition. */
    public CustomRule withCondition(Condition other) {
        return new CustomRule(id, actions, match, other, message, messageText, fix, field, onError);
    }
}
