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
 * Chooses the ENIConfig for a node that names no ENIConfig. The candidates have a subnet in the node's zone and get nodes in proportion to
 * their free addresses. If the free addresses of a candidate are unknown, or if no candidate has any, all candidates get the same share.
 * The choice depends on the node's name and zone and on the world, but not on the order of nodes or on earlier choices.
 *
 * <p>An instance is created once per world and used for many nodes. Instances can be used by several threads.
 */
public final class Placement {

    private static final long SAME_FOR_ALL = 1;

    private final Candidates candidates;
    private final Predicate<EniConfig> fit;
    private final FreeAddresses freeAddresses;
    private final Map<String, OptionalLong> freeBySubnet;

    /**
     * Creates a placement for a world.
     *
     * @param fit decides whether an ENIConfig may serve nodes; called only for ENIConfigs in the zone of a node
     * @param addressesOfNewNode the number of addresses that a node takes from its pod subnet before its first pod starts
     */
    public Placement(World world, Predicate<EniConfig> fit, ToIntFunction<ClusterNode> addressesOfNewNode) {
        this(Candidates.of(world), fit, new FreeAddresses(world, addressesOfNewNode), new ConcurrentHashMap<>());
    }

    private Placement(
            Candidates candidates,
            Predicate<EniConfig> fit,
            FreeAddresses freeAddresses,
            Map<String, OptionalLong> freeBySubnet) {
        this.candidates = candidates;
        this.fit = fit;
        this.freeAddresses = freeAddresses;
        this.freeBySubnet = freeBySubnet;
    }

    /** Returns the same placement, except that this decides whether an ENIConfig may serve nodes. */
    public Placement withFitness(Predicate<EniConfig> other) {
        return new Placement(candidates, other, freeAddresses, freeBySubnet);
    }

    /**
     * The chosen ENIConfig.
     *
     * @param eniConfig the name of the ENIConfig
     * @param exhausted the names of all candidates if none of their subnets has a free address; otherwise empty
     */
    public record Choice(String eniConfig, List<String> exhausted) {

        public Choice {
            exhausted = List.copyOf(exhausted);
        }
    }

    /**
     * An ENIConfig of the node's zone and its weight in the choice.
     *
     * @param freeAddresses the free addresses less those promised to new nodes; empty if unknown
     * @param weight the weight; 0 or less if the ENIConfig cannot be chosen
     */
    public record Weighed(Candidate candidate, boolean isFit, OptionalLong freeAddresses, long weight) {}

    /** Returns the ENIConfigs of the node's zone in order of name, also the unfit ones. They explain the choice. */
    public List<Weighed> weigh(ClusterNode node) {
        List<Candidate> here = candidates.in(node.zone());
        List<OptionalLong> free = here.stream()
                .filter(candidate -> fit.test(candidate.eniConfig()))
                .map(this::free)
                .toList();
        boolean byFreeAddresses = free.stream().allMatch(OptionalLong::isPresent)
                && free.stream().anyMatch(left -> left.orElseThrow() > 0);
        return here.stream()
                .map(candidate -> {
                    boolean isFit = fit.test(candidate.eniConfig());
                    return new Weighed(
                            candidate, isFit, free(candidate), isFit ? weight(candidate, byFreeAddresses) : 0);
                })
                .toList();
    }

    /** Returns the choice for the node. The result is empty if the node's zone is unknown or if no fit ENIConfig serves the zone. */
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
