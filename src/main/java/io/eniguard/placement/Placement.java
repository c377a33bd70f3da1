package io.eniguard.placement;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.EniConfig;
import io.eniguard.vpc.Subnet;
import io.eniguard.world.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * Which ENIConfig should serve a node that names none: one with a subnet in the node's zone, each drawing nodes in proportion to the
 * addresses it has left. The answer depends on the node's name and zone and on what is known, never on order or on earlier answers.
 *
 * <p>Made once for what is known, and then asked for many nodes, by many threads.
 */
public final class Placement {

    private static final long SAME_FOR_ALL = 1;

    private final Candidates candidates;
    private final Predicate<EniConfig> fit;
    private final FreeAddresses freeAddresses;
    private final Map<String, OptionalLong> freeBySubnet = new ConcurrentHashMap<>();

    /**
     * @param fit whether an ENIConfig may serve nodes; asked only of those in the zone of a node
     * @param addressesOfNewNode what a node takes from its pod subnet before its first pod starts
     */
    public Placement(World world, Predicate<EniConfig> fit, ToIntFunction<ClusterNode> addressesOfNewNode) {
        this.candidates = Candidates.of(world);
        this.fit = fit;
        this.freeAddresses = new FreeAddresses(world, addressesOfNewNode);
    }

    /**
     * @param exhausted the ENIConfigs it was chosen from, when none of their subnets has an address left; else none
     */
    public record Choice(String eniConfig, List<String> exhausted) {

        public Choice {
            exhausted = List.copyOf(exhausted);
        }
    }

    /** Empty when the node's zone is unknown, and when no fit ENIConfig serves it. */
    public Optional<Choice> choose(ClusterNode node) {
        List<Candidate> fitHere = candidates.in(node.zone()).stream()
                .filter(candidate -> fit.test(candidate.eniConfig()))
                .toList();
        List<OptionalLong> free = fitHere.stream().map(this::free).toList();
        boolean allKnown = free.stream().allMatch(OptionalLong::isPresent);
        boolean noneHasRoom = allKnown && free.stream().allMatch(left -> left.orElseThrow() <= 0);
        return Rendezvous.choose(node.name(), fitHere, candidate -> weight(candidate, allKnown && !noneHasRoom))
                .map(chosen -> new Choice(
                        chosen.name(),
                        noneHasRoom ? fitHere.stream().map(Candidate::name).toList() : List.of()));
    }

    private long weight(Candidate candidate, boolean byFreeAddresses) {
        return byFreeAddresses ? free(candidate).orElseThrow() : SAME_FOR_ALL;
    }

    private OptionalLong free(Candidate candidate) {
        return candidate.subnet().map(this::free).orElseGet(OptionalLong::empty);
    }

    private OptionalLong free(Subnet subnet) {
        return freeBySubnet.computeIfAbsent(subnet.id(), id -> freeAddresses.of(subnet));
    }
}
