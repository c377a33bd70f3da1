package io.eniguard.review;

import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.EniConfig;
import io.eniguard.placement.Placement;
import io.eniguard.rules.AddressDemand;
import io.eniguard.rules.EniConfigFitness;
import io.eniguard.vpc.Part;
import io.eniguard.world.World;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The placement for the world that was asked about last. Worlds differ by the instant from review to review, but what is known changes
 * far less often, and judging all ENIConfigs of a zone costs more than the rest of a node's review.
 */
final class PlacementMemo {

    private final AtomicReference<@Nullable Entry> last = new AtomicReference<>();

    Placement of(World world, CniSettings cni) {
        Entry entry = last.get();
        if (entry == null || !entry.holdsFor(world)) {
            // Two threads may both make one: they are alike.
            entry = Entry.of(world, cni);
            last.set(entry);
        }
        return entry.placement;
    }

    private record Entry(World world, Placement placement) {

        static Entry of(World world, CniSettings cni) {
            Map<String, Boolean> fitness = new ConcurrentHashMap<>();
            AddressDemand demand = AddressDemand.with(cni, world.instanceTypes());
            return new Entry(world, new Placement(world, eniConfig -> isFit(eniConfig, world, fitness), demand::of));
        }

        private static boolean isFit(EniConfig eniConfig, World world, Map<String, Boolean> fitness) {
            return fitness.computeIfAbsent(eniConfig.name(), name -> EniConfigFitness.isFit(eniConfig, world));
        }

        /** Snapshots never change, so that one can be told from another by identity alone. */
        @SuppressWarnings("ReferenceEquality")
        boolean holdsFor(World other) {
            return world.vpc() == other.vpc()
                    && world.cluster() == other.cluster()
                    && world.parameters().equals(other.parameters())
                    && world.isFresh(Part.SUBNETS) == other.isFresh(Part.SUBNETS)
                    && world.isFresh(Part.INTERFACES) == other.isFresh(Part.INTERFACES);
        }
    }
}
