package io.eniguard.cel;

import io.eniguard.policy.Condition;
import io.eniguard.policy.ConditionScope;
import io.eniguard.policy.Conditions;
import io.eniguard.policy.FaultyConditionException;
import io.eniguard.policy.MessageText;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Compiles conditions that are written in CEL with the functions of Kubernetes. This class does not use the CEL library itself, so that
 * commands without custom rules do not load it. Objects can be used by many threads.
 */
public final class CelConditions implements Conditions {

    // There are at most 64 scopes, one for each set of kinds.
    private final ConcurrentMap<ConditionScope, ConditionCompiler> compilers = new ConcurrentHashMap<>();

    @Override
    public Condition compile(String expression, ConditionScope scope) throws FaultyConditionException {
        return new CelCondition(compiler(scope).compile(expression, ConditionCompiler.Result.BOOLEAN));
    }

    @Override
    public MessageText compileMessage(String expression, ConditionScope scope) throws FaultyConditionException {
        return new CelMessage(compiler(scope).compile(expression, ConditionCompiler.Result.TEXT));
    }

    private ConditionCompiler compiler(ConditionScope scope) {
        return compilers.computeIfAbsent(scope, ConditionCompiler::new);
    }
}
