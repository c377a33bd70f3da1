package io.eniguard.rules;

import io.eniguard.cluster.ReviewedKind;
import io.eniguard.world.World;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A check of one kind of object. A rule has no state and does not change its arguments: the same change in the same world always gives the
 * same findings.
 *
 * @param <T> the type of the objects, such as {@code EniConfig} or {@code ClusterNode}
 */
public interface Rule<T> {

    About about();

    /**
     * Returns the kinds whose objects must all be known, because the absence of an object leads to a finding. While some objects of such a
     * kind may be unknown, for instance because a file cannot be read, the rule is not asked.
     *
     * <p>{@link ReviewedKind#DAEMON_SET} is for rules that do not take the settings of a missing DaemonSet aws-node for unknown.
     */
    default Set<ReviewedKind> concludesFromAbsenceOf() {
        return Set.of();
    }

    /** Returns the violations and unknowns of the object; none if the object passes. */
    List<Finding> check(Change<T> change, World world);

    /**
     * Returns everything that the rule reads in the object, as a value that can be compared. An UPDATE that leaves this value as it was is
     * not denied by the rule: the update did not bring the fault, and finalizers and labels must stay changeable.
     *
     * @param world decides which parts of the object count, such as the key of the label that the CNI is set to
     */
    @Nullable
    Object reads(T object, World world);
}
