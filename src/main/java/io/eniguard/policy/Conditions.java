package io.eniguard.policy;

/** Compiles the expressions of custom rules. Hostile texts neither delay the compilation nor use much memory. */
public interface Conditions {

    /**
     * Compiles an expression that yields a boolean.
     *
     * @throws FaultyConditionException if the expression has a fault, uses a variable or field that the scope lacks, or does not yield a
     *     boolean
     */
    Condition compile(String expression, ConditionScope scope) throws FaultyConditionException;

    /**
     * Compiles an expression that yields a text.
     *
     * @throws FaultyConditionException if the expression has a fault, uses a variable or field that the scope lacks, or does not yield a
     *     text
     */
    MessageText compileMessage(String expression, ConditionScope scope) throws FaultyConditionException;
}
