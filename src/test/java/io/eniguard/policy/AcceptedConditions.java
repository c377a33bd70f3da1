package io.eniguard.policy;

import java.util.Optional;

/** Accepts every expression that does not contain the word {@code faulty}. */
final class AcceptedConditions implements Conditions {

    @Override
    public Condition compile(String expression, ConditionScope scope) throws FaultyConditionException {
        check(expression, scope);
        return facts -> new Answer.Holds(true);
    }

    @Override
    public MessageText compileMessage(String expression, ConditionScope scope) throws FaultyConditionException {
        check(expression, scope);
        return facts -> Optional.of(expression);
    }

    private static void check(String expression, ConditionScope scope) throws FaultyConditionException {
        if (expression.contains("faulty")) {
            throw new FaultyConditionException("a fault in an expression about " + String.join(", ", scope.kinds()));
        }
    }
}
