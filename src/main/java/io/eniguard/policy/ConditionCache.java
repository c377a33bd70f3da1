package io.eniguard.policy;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps compiled expressions, so that a change of one expression in a policy does not compile all others again. The expressions that were
 * not used for the longest time are dropped first. Objects can be used by many threads, of which one compiles at a time.
 */
public final class ConditionCache implements Conditions {

    /** The length of all kept conditions together, and of all kept messages. The expressions of the largest policy have 409,600 each. */
    static final int MOST_CHARACTERS = 500_000;

    private final Conditions compiler;
    private final Kept<Condition> conditions = new Kept<>();
    private final Kept<MessageText> messages = new Kept<>();

    /** @param compiler compiles the expressions that are not kept */
    public ConditionCache(Conditions compiler) {
        this.compiler = compiler;
    }

    @Override
    public Condition compile(String expression, ConditionScope scope) throws FaultyConditionException {
        return conditions.get(new Expression(expression, scope), key -> compiler.compile(key.text(), key.scope()));
    }

    @Override
    public MessageText compileMessage(String expression, ConditionScope scope) throws FaultyConditionException {
        return messages.get(new Expression(expression, scope), key -> compiler.compileMessage(key.text(), key.scope()));
    }

    private record Expression(String text, ConditionScope scope) {}

    private interface Compilation<T> {
        T of(Expression expression) throws FaultyConditionException;
    }

    /** The result of a compilation. Exactly one of the parts is present. */
    private record Compiled<T>(Optional<T> result, Optional<FaultyConditionException> fault) {

        static <T> Compiled<T> by(Compilation<T> compilation, Expression expression) {
            try {
                return new Compiled<>(Optional.of(compilation.of(expression)), Optional.empty());
            } catch (FaultyConditionException e) {
                return new Compiled<>(Optional.empty(), Optional.of(e));
            }
        }
    }

    /** The kept results of one form of expressions. */
    private static final class Kept<T> {

        // The entries are in the order of their last use.
        private final Map<Expression, Compiled<T>> byExpression = new LinkedHashMap<>(16, 0.75f, true);
        private long characters;

        synchronized T get(Expression expression, Compilation<T> compilation) throws FaultyConditionException {
            Compiled<T> compiled = byExpression.get(expression);
            if (compiled == null) {
                compiled = Compiled.by(compilation, expression);
                byExpression.put(expression, compiled);
                characters += expression.text().length();
                dropOldest();
            }
            if (compiled.fault().isPresent()) {
                throw compiled.fault().get();
            }
            return compiled.result().orElseThrow();
        }

        private void dropOldest() {
            Iterator<Expression> oldestFirst = byExpression.keySet().iterator();
            while (characters > MOST_CHARACTERS && oldestFirst.hasNext()) {
                characters -= oldestFirst.next().text().length();
                oldestFirst.remove();
            }
        }
    }
}
