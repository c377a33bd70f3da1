package io.eniguard.rules;

import io.eniguard.world.World;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One opinion on one kind of object. A rule keeps no state and changes nothing it is handed: the same change and the same world give
 * the same findings.
 *
 * @param <T> what it looks at: {@code EniConfig}, {@code ClusterNode} and so on
 */
public interface Rule<T> {

    About about();

    /** What is wrong with the object, or cannot be told; nothing when it passes. */
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
