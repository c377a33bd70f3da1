package io.eniguard.rules.shared;

import io.eniguard.net.CidrSet;
import io.eniguard.net.Ipv4Cidr;
import io.eniguard.policy.Parameter;
import io.eniguard.policy.Parameters;
import io.eniguard.text.NameList;
import io.eniguard.world.World;
import java.util.List;

/**
 * The blocks in which pod subnets may be, and those in which they should be.
 *
 * @param denied the blocks that no pod subnet may overlap
 * @param permitted the blocks in which pod subnets are permitted although they overlap denied blocks
 * @param recommended the blocks for pod subnets; empty if no block is better than another
 */
public record PodSpace(CidrSet denied, CidrSet permitted, CidrSet recommended) {

    /**
     * The block for network benchmarks that AWS recommends too. The VPC user guide lists it as restricted in a VPC with private blocks
     * ("CIDR block association restrictions").
     */
    public static final CidrSet BENCHMARKING = CidrSet.of("198.19.0.0/16");

    /** Returns the blocks that the parameters of the rules name. */
    public static PodSpace of(World world) {
        Parameters parameters = world.parameters();
        return new PodSpace(parameters.denied(), parameters.permitted(), parameters.recommended());
    }

    /** Returns the denied blocks that contain addresses of the subnet. Addresses in permitted blocks are ignored. */
    public List<Ipv4Cidr> deniedIn(Ipv4Cidr subnet) {
        List<Ipv4Cidr> overlapped = denied.overlapping(subnet);
        if (overlapped.isEmpty()) {
            return List.of();
        }
        CidrSet judged = CidrSet.of(subnet).subtract(permitted);
        return overlapped.stream()
                .filter(block -> judged.overlaps(CidrSet.of(block)))
                .toList();
    }

    /** Returns whether the whole subnet is in permitted blocks. */
    public boolean isPermitted(Ipv4Cidr subnet) {
        return permitted.contains(subnet);
    }

    /** Returns whether the whole subnet is in recommended or in permitted blocks. */
    public boolean isRecommended(Ipv4Cidr subnet) {
        return recommended.contains(subnet) || isPermitted(subnet);
    }

    /**
     * Returns the recommended blocks that a fix can name, in order of address. Blocks that any policy denies to the object under review are
     * left out, because several entries can select one object. The benchmarking block is left out if there is another one, because most VPCs
     * cannot have it.
     */
    public static List<Ipv4Cidr> suggestedIn(World world) {
        PodSpace space = of(world);
        List<Ipv4Cidr> possible = space.recommended.blocks().stream()
                .filter(block -> !space.forbids(space.denied, block))
                .filter(block -> !space.forbids(deniedByEntries(world), block))
                .toList();
        List<Ipv4Cidr> usual =
                possible.stream().filter(block -> !BENCHMARKING.contains(block)).toList();
        return usual.isEmpty() ? possible : usual;
    }

    private boolean forbids(CidrSet blocks, Ipv4Cidr block) {
        return blocks.contains(block) && blocks.subtract(permitted).contains(block);
    }

    private static CidrSet deniedByEntries(World world) {
        return CidrSet.of(world.ruleEntries().stream()
                .map(entry -> entry.parameters().get(Parameter.DENIED))
                .filter(CidrSet.class::isInstance)
                .flatMap(blocks -> ((CidrSet) blocks).blocks().stream())
                .toList());
    }

    /** Returns denied blocks in words, such as {@code the private block 10.0.0.0/8} or {@code the denied block 11.0.0.0/8}. */
    public static String inWords(List<Ipv4Cidr> blocks) {
        return "the %s block%s %s"
                .formatted(
                        blocks.stream().allMatch(CidrSet.RFC_1918::contains) ? "private" : "denied",
                        blocks.size() == 1 ? "" : "s",
                        NameList.of(blocks.stream().map(Ipv4Cidr::toString).toList()));
    }
}
