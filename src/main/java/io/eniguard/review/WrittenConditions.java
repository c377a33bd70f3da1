package io.eniguard.review;

import io.eniguard.policy.Answer;
import io.eniguard.policy.Condition;
import io.eniguard.policy.ConditionScope;
import io.eniguard.policy.Conditions;
import io.eniguard.policy.FaultyConditionException;
import io.eniguard.policy.MessageText;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compiles the expressions of written policies for one review. Each expression is compiled once, although an update contains most of them
 * twice. The work is limited, because the API server waits only a few seconds. Expressions beyond the limit are accepted here, and are
 * compiled when the policy comes into force. Not safe for use by several threads.
 */
final class WrittenConditions implements Conditions {

    /**
     * The largest total length of the expressions that are compiled, plus {@link #NEW_SCOPE} for each scope. Compiling them takes about a
     * second on a slow machine.
     */
    private static final int MOST_CHARACTERS = 32_768;

    /** The additional work for the first expression of a scope, as a number of characters. */
    private static final int NEW_SCOPE = 1_024;

    private static final Condition NEVER_EVALUATED = facts -> new Answer.Holds(true);
    private static final MessageText NEVER_SHOWN = facts -> Optional.empty();

    private final Conditions compiler;
    private final Map<Expression, Optional<FaultyConditionException>> compiled = new HashMap<>();
    private final Set<ConditionScope> scopes = new HashSet<>();
    private int left = MOST_CHARACTERS;
    private boolean isExhausted;

    WrittenConditions(Conditions compiler) {
        this.compiler = compiler;
    }

    /** @param isMessage whether the expression yields a message */
    private record Expression(String text, ConditionScope scope, boolean isMessage) {}

    /** Returns whether an expression has not been compiled because of the limit. */
    boolean isExhausted() {
        return isExhausted;
    }

    @Override
    public Condition compile(String expression, ConditionScope scope) throws FaultyConditionException {
        check(new Expression(expression, scope, false), () -> compiler.compile(expression, scope));
        return NEVER_EVALUATED;
    }

    @Override
    public MessageText compileMessage(String expression, ConditionScope scope) throws FaultyConditionException {
        check(new Expression(expression, scope, true), () -> compiler.compileMessage(expression, scope));
        return NEVER_SHOWN;
    }

    private void check(Expression expression, Compilation compilation) throws FaultyConditionException {
        Optional<FaultyConditionException> fault = compiled.get(expression);
        if (fault == null) {
            fault = isAffordable(expression) ? compilation.fault() : Optional.empty();
            compiled.put(expression, fault);
        }
        if (fault.isPresent()) {
            throw fault.get();
        }
    }

    private boolean isAffordable(Expression expression) {
        left -= expression.text().length() + (scopes.add(expression.scope()) ? NEW_SCOPE : 0);
        isExhausted |= left < 0;
        return left >= 0;
    }

    /** A compilation whose result is not needed. */
    private interface Compilation {
        Object run() throws FaultyConditionException;

        default Optional<FaultyConditionException> fault() {
            try {
                run();
                return Optional.empty();
            } catch (FaultyConditionException e) {
                return Optional.of(e);
            }
        }
    }
}
