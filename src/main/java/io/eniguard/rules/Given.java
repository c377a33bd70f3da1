package io.eniguard.rules;

import io.eniguard.world.Fact;
import io.eniguard.world.Fact.Missing;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Turns unknown facts into findings. The reviewer decides the consequence of these findings. */
public final class Given {

    /** The fix while the CNI's settings are unknown. */
    public static final String AWS_NODE = "give eniguard the DaemonSet aws-node (--cluster)";

    /** The fix if the VPC CNI cannot run on any node. */
    private static final String SELECTOR = "remove aws-node if another CNI runs, or fix its node selector";

    /** The fix if the value of a variable of aws-node is in another object. */
    private static final String VALUE = "set the value of the variable in aws-node itself";

    private Given() {}

    /**
     * Returns the findings about a fact. If the fact is unknown, the result is one {@link Finding.Unknown}.
     *
     * @param question the open question, as a clause that follows "unknown whether "
     * @param then returns the findings for a known fact
     */
    public static <V> List<Finding> given(
            Fact<V> fact, String field, String question, String fix, Function<V, List<Finding>> then) {
        return fact.fold(then, missing -> List.of(unknown(missing, field, question, fix)));
    }

    /** Returns the finding about an unknown fact. The parameters are those of {@link #given}. */
    public static Finding unknown(Fact.Unknown<?> missing, String field, String question, String fix) {
        return new Finding.Unknown(
                field, "unknown whether " + question, missing.reason(), fix(missing.about(), fix), missing.about());
    }

    private static String fix(Missing missing, String otherwise) {
        return switch (missing) {
            case RUNNING_CNI -> SELECTOR;
            case CNI_VARIABLE -> VALUE;
            default -> otherwise;
        };
    }

    /**
     * Returns the same findings as {@link #given}, but no findings if the value is known to be absent. A separate rule reports the absence.
     */
    public static <V> List<Finding> givenPresent(
            Fact<Optional<V>> fact, String field, String question, String fix, Function<V, List<Finding>> then) {
        return given(fact, field, question, fix, present -> present.map(then).orElse(List.of()));
    }
}
