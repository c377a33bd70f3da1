package io.eniguard.review;

import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.EniConfig;
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

    /** Returns the placement for a review. The ENIConfigs that no earlier review has judged are judged with the budget of this review. */
    Placement of(World world, CniSettings cni) {
        Entry entry = entry(world, cni);
        return entry.placement.withFitness(eniConfig -> isFit(eniConfig, world, entry.isFit));
    }

    private boolean isFit(EniConfig eniConfig, World world, Map<String, Boolean> known) {
        Boolean before = known.get(eniConfig.name());
        if (before != null) {
            return before;
        }
        boolean isFit = fitness.isFit(eniConfig, world);
        // Without a budget, custom rules are stopped and count as unknown, but a later review can evaluate them.
        if (!world.review().budget().isExhausted()) {
            known.put(eniConfig.name(), isFit);
        }
        return isFit;
    }

    /** Returns the entry for the world, which is a new one if the last one cannot be used for it. */
    Entry entry(World world, CniSettings cni) {
        Entry entry = last.get();
        if (entry == null || !entry.holdsFor(world)) {
            // Two threads may each create an entry at the same time. This is harmless, because both entries give the
            // same placements.
            entry = Entry.of(world, cni);
            last.set(entry);
        }
        return entry;
    }

    /**
     * The placement of a world, in which no ENIConfig is fit yet.
     *
     * @param isFit whether an ENIConfig is fit, by name, for the ENIConfigs that have been judged
     */
    record Entry(World world, Placement placement, Map<String, Boolean> isFit) {

        static Entry of(World world, CniSettings cni) {
            AddressDemand demand = AddressDemand.with(cni, world.instanceTypes());
            return new Entry(world, new Placement(world, eniConfig -> false, demand::of), new ConcurrentHashMap<>());
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
