package io.eniguard.policy;

/** The result of a condition. */
public sealed interface Answer {

    /** @param isTrue whether the object passes */
    record Holds(boolean isTrue) implements Answer {}

    /**
     * States that a fact that decides the result is unknown.
     *
     * @param reason the reason why the fact is unknown
     */
    record Unknown(String reason) implements Answer {}

    /**
     * States that the condition has no result.
     *
     * @param reason the reason on one line
     * @param isStopped whether the condition was stopped because it took too many steps or too much memory
     */
    record Failure(String reason, boolean isStopped) implements Answer {}
}
