package io.eniguard.cel;

import io.eniguard.policy.Condition;
import io.eniguard.policy.ConditionScope;
import io.eniguard.policy.Conditions;
import io.eniguard.policy.FaultyConditionException;
import io.eniguard.policy.MessageText;

/**
 * Compiles conditions that are written in CEL with the functions of Kubernetes. This class does not use the CEL library itself, so that
 * commands without custom rules do not load it. Objects can be used by many threads.
 */
public final class CelConditions implements Conditions {

    @Override
    public Condition compile(String expression, ConditionScope scope) throws FaultyConditionException {
        return new CelCondition(ConditionCompiler.compile(expression, scope, ConditionCompiler.Result.BOOLEAN));
    }

    @Override
    public MessageText compileMessage(String expression, ConditionScope scope) throws FaultyConditionException {
        return new CelMessage(ConditionCompiler.compile(expression, scope, ConditionCompiler.Result.TEXT));
    }
}
