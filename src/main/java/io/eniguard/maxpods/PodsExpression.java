package io.eniguard.maxpods;

import java.util.Optional;

/** An expression for the number of pods of a node. Objects of this type are immutable. */
public interface PodsExpression {

    /** The reason why the text is not a valid expression, in a few words; empty if the expression is valid. */
    Optional<String> fault();

    /** Whether the text contains the variable. */
    boolean uses(String variable);

    /**
     * Evaluates the expression for nodes of an instance type.
     *
     * @param maxPods the value of the variable {@code max_pods}, which is the number without an expression
     */
    Result on(InstanceType type, long maxPods);

    /** The result for one instance type. */
    sealed interface Result {

        /** The number of pods, at least 0. */
        record PodCount(long pods) implements Result {}

        /** The expression yields no usable number. The reason is a clause such as {@code division by zero}. */
        record Failure(String reason) implements Result {}

        /** The result is unknown. The reason is a clause such as {@code eniguard has no data on memory_mib}. */
        record Unknown(String reason) implements Result {}
    }
}
