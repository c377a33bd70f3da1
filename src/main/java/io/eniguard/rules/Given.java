package io.eniguard.rules;

import io.eniguard.world.Fact;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * How rules treat facts that are not known: they say so, and leave it to the reviewer what follows.
 */
public final class Given {

    private Given() {}

    /**
     * The findings that follow from a fact; when it is not known, the finding that this is so.
     *
     * @param question what cannot be told, going on from "unknown whether "
     */
    public static <V> List<Finding> given(
            Fact<V> fact, String field, String question, String fix, Function<V, List<Finding>> then) {
        return fact.fold(
                then,
                missing -> List.of(new Finding.Unknown(
                        field, "unknown whether " + question + ": " + missing.reason(), fix, missing.about())));
    }

    /** As {@link #given}, and nothing to say where the thing is known to be absent: one rule reports that, not each. */
    public static <V> List<Finding> givenPresent(
            Fact<Optional<V>> fact, String field, String question, String fix, Function<V, List<Finding>> then) {
        return given(fact, field, question, fix, present -> present.map(then).orElse(List.of()));
    }
}
