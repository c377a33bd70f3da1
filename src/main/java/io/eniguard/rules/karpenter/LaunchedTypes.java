package io.eniguard.rules.karpenter;

import io.eniguard.cluster.NodeClass;
import io.eniguard.cluster.NodePool;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.maxpods.InstanceType;
import io.eniguard.world.Fact;
import io.eniguard.world.Fact.Missing;
import io.eniguard.world.World;
import java.util.List;

/** The instance types of Linux nodes that Karpenter can launch, for custom rules. */
public final class LaunchedTypes {

    private LaunchedTypes() {}

    /**
     * Returns the types that the requirements of the NodePool allow, at least one; unknown if the table of types cannot decide a
     * requirement.
     */
    public static Fact<List<InstanceType>> of(NodePool pool, World world) {
        return ofPools(List.of(pool), world);
    }

    /** Returns the types that are allowed by the NodePools that name the EC2NodeClass. */
    public static Fact<List<InstanceType>> of(NodeClass nodeClass, World world) {
        if (world.incomplete().contains(ReviewedKind.NODE_POOL)) {
            return unknown("the NodePools cannot be listed");
        }
        List<NodePool> pools = world.cluster().nodePools().stream()
                .filter(pool ->
                        pool.nodeClass().filter(nodeClass.name()::equals).isPresent())
                .toList();
        return pools.isEmpty() ? unknown("no NodePool names the EC2NodeClass") : ofPools(pools, world);
    }

    private static Fact<List<InstanceType>> ofPools(List<NodePool> pools, World world) {
        List<AllowedTypes> allowed = AllowedTypes.ofLinux(pools, world.instanceTypes());
        for (AllowedTypes types : allowed) {
            if (types.unanswered().isPresent()) {
                return unknown("%s requires %s, which eniguard cannot look up"
                        .formatted(
                                types.owner(),
                                AllowedTypes.shown(types.unanswered().get())));
            } else if (!types.unlisted().isEmpty()) {
                return unknown("%s names an instance type that eniguard does not know".formatted(types.owner()));
            }
        }
        List<InstanceType> all = allowed.stream()
                .flatMap(types -> types.types().stream())
                .distinct()
                .toList();
        return all.isEmpty() ? unknown("no NodePool allows an instance type for Linux nodes") : Fact.known(all);
    }

    private static Fact<List<InstanceType>> unknown(String reason) {
        return Fact.unknown(Missing.OTHER, reason);
    }
}
