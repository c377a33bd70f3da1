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
     * Returns the kinds whose objects must all be known, because the absence of an object can lead to a finding. The rule is skipped while
     * objects of these kinds may be unknown, for example because a file cannot be read. A rule that depends on such a kind only in part does
     * not return the kind here, and looks at {@link World#incomplete} instead.
     *
     * <p>{@link ReviewedKind#DAEMON_SET} is needed only by rules that make an assumption about the CNI's settings if the DaemonSet aws-node is
     * missing. Other rules report that the settings are unknown.
     */
    default Set<ReviewedKind> concludesFromAbsenceOf() {
        return Set.of();
    }

    /** Returns the findings about the object; an empty list if the object passes. */
    List<Finding> check(Change<T> change, World world);

    /**
     * Returns everything that the rule reads from the object, as a value that can be compared. The rule does not deny an update that leaves
     * this value unchanged, because the fault is older than the update. Users must still be able to change finalizers and labels of a
     * faulty object.
     *
     * @param world the facts that decide which parts of the object the rule reads, such as the label key in the CNI's settings
     */
    @Nullable
    Object reads(T object, World world);
}
