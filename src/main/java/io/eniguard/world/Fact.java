package io.eniguard.world;

import java.util.function.Function;

/** Something that is known, or something that is not and why. */
public sealed interface Fact<T> {

    record Known<T>(T value) implements Fact<T> {}

    /**
     * @param about what is missing, so that several who miss the same can be told once
     * @param reason goes on from "unknown whether …: " in a message
     */
    record Unknown<T>(Missing about, String reason) implements Fact<T> {}

    /** What can be missing. */
    enum Missing {
        /** The subnet that an ENIConfig names, or all subnets. */
        SUBNET,
        /** The security groups that an ENIConfig names, or all of them. */
        SECURITY_GROUPS,
        /** The settings of the VPC CNI. */
        CNI,
        /** Anything else; never told together with others. */
        OTHER
    }

    static <T> Fact<T> known(T value) {
        return new Known<>(value);
    }

    static <T> Fact<T> unknown(Missing about, String reason) {
        return new Unknown<>(about, reason);
    }

    /** What both variants lead to; written once, since Java 17 cannot check a chain of instanceof. */
    default <R> R fold(Function<T, R> ifKnown, Function<Unknown<T>, R> ifUnknown) {
        return this instanceof Known<T> known ? ifKnown.apply(known.value) : ifUnknown.apply((Unknown<T>) this);
    }

    default <R> Fact<R> map(Function<T, R> function) {
        return flatMap(value -> known(function.apply(value)));
    }

    default <R> Fact<R> flatMap(Function<T, Fact<R>> function) {
        return fold(function, missing -> unknown(missing.about, missing.reason));
    }

    default T orElse(T otherwise) {
        return fold(value -> value, missing -> otherwise);
    }

    default boolean isKnown() {
        return this instanceof Known;
    }
}
