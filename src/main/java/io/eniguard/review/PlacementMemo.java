package io.eniguard.review;

import io.eniguard.cluster.CniSettings;
import io.eniguard.placement.Placement;
import io.eniguard.rules.AddressDemand;
import io.eniguard.rules.Fitness;
import io.eniguard.vpc.Part;
import io.eniguard.world.World;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the placement of the most recent world for later reviews. Each review has a world with another instant, but the facts in the world
 * change far less often. Judging all ENIConfigs of a zone takes longer than the rest of a node's review.
 */
final class PlacementMemo {

    private final Fitness fitness;
    private final AtomicReference<@Nullable Entry> last = new AtomicReference<>();

    PlacementMemo(Fitness fitness) {
        this.fitness = fitness;
    }

    Placement of(World world, CniSettings cni) {
        Entry entry = last.get();
        if (entry == null || !entry.holdsFor(world)) {
            // Two threads may each create an entry at the same time. This is harmless, because both entries give the
            // same placements.
            entry = Entry.of(world, cni, fitness);
            last.set(entry);
        }
        return entry.placement;
    }

    private record Entry(World world, Placement placement) {

        static Entry of(World world, CniSettings cni, Fitness fitness) {
            Map<String, Boolean> isFit = new ConcurrentHashMap<>();
            AddressDemand demand = AddressDemand.with(cni, world.instanceTypes());
            return new Entry(
                    world,
                    new Placement(
                            world,
                            eniConfig ->
                                    isFit.computeIfAbsent(eniConfig.name(), name -> fitness.isFit(eniConfig, world)),
                            demand::of));
        }

        /** Returns whether the entry can be used for another world. Snapshots never change, so it is enough to compare references. */
        @SuppressWarnings("ReferenceEquality")
        boolean holdsFor(World other) {
            return world.vpc() == other.vpc()
                    && world.cluster() == other.cluster()
                    && world.commandLine().equals(other.commandLine())
                    && world.policies() == other.policies()
                    && world.policies().areSameAt(world.now(), other.now())
                    && world.isFresh(Part.SUBNETS) == other.isFresh(Part.SUBNETS)
                    && world.isFresh(Part.INTERFACES) == other.isFresh(Part.INTERFACES);
        }
    }
}
