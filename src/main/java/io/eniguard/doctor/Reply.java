package io.eniguard.doctor;

import java.util.Optional;
import java.util.function.Function;

/** An answer, or the reason why there is no answer. */
sealed interface Reply<T> {

    record Answered<T>(T answer) implements Reply<T> {}

    record Unanswered<T>(Gap why) implements Reply<T> {}

    static <T> Reply<T> of(T value) {
        return new Answered<>(value);
    }

    static <T> Reply<T> missing(Gap gap) {
        return new Unanswered<>(gap);
    }

    /**
     * Returns the result of the function for this variant. Only this method tests the variant with {@code instanceof}, because Java 17
     * cannot check that a chain of tests is complete.
     */
    default <R> R fold(Function<T, R> ifAnswered, Function<Gap, R> ifMissing) {
        return this instanceof Answered<T> answered
                ? ifAnswered.apply(answered.answer)
                : ifMissing.apply(((Unanswered<T>) this).why);
    }

    default <R> Reply<R> map(Function<T, R> function) {
        return fold(value -> of(function.apply(value)), Reply::missing);
    }

    default Optional<T> value() {
        return fold(Optional::of, gap -> Optional.empty());
    }

    default Optional<Gap> gap() {
        return fold(value -> Optional.empty(), Optional::of);
    }
}
