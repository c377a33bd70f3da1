package io.eniguard.world;

import java.util.function.Function;

/** A value that is known, or the reason why it is unknown. */
public sealed interface Fact<T> {

    record Known<T>(T value) implements Fact<T> {}

    /**
     * @param about the kind of facts that are missing. Findings about the same kind can be reported together
     * @param reason the reason, which follows "unknown whether …: " in a message
     */
    record Unknown<T>(Missing about, String reason) implements Fact<T> {}

    /** The kinds of facts that can be missing. */
    enum Missing {
        /** The subnet that an ENIConfig names, or all subnets. */
        SUBNET,
        /** The security groups that an ENIConfig names, or all security groups. */
        SECURITY_GROUPS,
        /** The settings of the VPC CNI. */
        CNI,
        /** The CNI that runs on the nodes. It is unknown if aws-node cannot run on any node. */
        RUNNING_CNI,
        /** A variable of aws-node with a value in another object, such as a ConfigMap. */
        CNI_VARIABLE,
        /** Any other fact. Findings about other facts are never reported together. */
        OTHER
    }

    static <T> Fact<T> known(T value) {
        return new Known<>(value);
    }

    static <T> Fact<T> unknown(Missing about, String reason) {
        return new Unknown<>(about, reason);
    }

    /**
     * Applies one of the functions, depending on whether the value is known. Only this method distinguishes the two variants with {@code
     * instanceof}, since Java 17 cannot check that a chain of {@code instanceof} is complete.
     */
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
