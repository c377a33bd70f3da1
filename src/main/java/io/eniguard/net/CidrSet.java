package io.eniguard.net;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * A set of IPv4 addresses, stored as CIDR blocks.
 *
 * @param blocks the blocks, sorted by address. A block that another block contains is left out, so the blocks do not overlap
 */
public record CidrSet(List<Ipv4Cidr> blocks) {

    public static final CidrSet EMPTY = new CidrSet(List.of());

    /** The private address space of RFC 1918: 10.0.0.0/8, 172.16.0.0/12 and 192.168.0.0/16. */
    public static final CidrSet RFC_1918 = of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16");

    /** The shared address space of RFC 6598, which providers use for carrier-grade NAT. */
    public static final CidrSet RFC_6598 = of("100.64.0.0/10");

    public static final CidrSet EVERYTHING = of("0.0.0.0/0");

    public CidrSet {
        blocks = blocks.size() > 1 ? disjoint(blocks) : List.copyOf(blocks);
    }

    private static List<Ipv4Cidr> disjoint(List<Ipv4Cidr> blocks) {
        List<Ipv4Cidr> disjoint = new ArrayList<>();
        // In sorted order, a contained block follows the block that contains it. Each block between the two is also in
        // the containing block, so comparing with the last kept block is enough.
        for (Ipv4Cidr block : blocks.stream().sorted().toList()) {
            if (disjoint.isEmpty() || !disjoint.get(disjoint.size() - 1).contains(block)) {
                disjoint.add(block);
            }
        }
        return List.copyOf(disjoint);
    }

    /** @throws IllegalArgumentException if one of the texts is not a CIDR block */
    public static CidrSet of(String... blocks) {
        return new CidrSet(Arrays.stream(blocks).map(Ipv4Cidr::parse).toList());
    }

    public static CidrSet of(Collection<Ipv4Cidr> blocks) {
        return new CidrSet(List.copyOf(blocks));
    }

    public static CidrSet of(Ipv4Cidr block) {
        return new CidrSet(List.of(block));
    }

    public boolean isEmpty() {
        return blocks.isEmpty();
    }

    /** Returns the blocks of this set that share an address with the given block, in order of address. */
    public List<Ipv4Cidr> overlapping(Ipv4Cidr other) {
        return blocks.stream().filter(block -> block.overlaps(other)).toList();
    }

    /** Whether at least one address is in both sets. */
    public boolean overlaps(CidrSet other) {
        return other.blocks.stream().anyMatch(block -> !overlapping(block).isEmpty());
    }

    /** Whether every address of the block is in this set. Several blocks of this set may contain parts of the block. */
    public boolean contains(Ipv4Cidr block) {
        List<Ipv4Cidr> parts = overlapping(block);
        // Most rules compare a subnet with large blocks, so the first block usually decides without any set arithmetic.
        return !parts.isEmpty()
                && (parts.get(0).contains(block) || of(block).subtract(this).isEmpty());
    }

    /** Returns the addresses that are both in this set and in the block. */
    public CidrSet intersect(Ipv4Cidr block) {
        return new CidrSet(overlapping(block).stream()
                .map(own -> own.contains(block) ? block : own)
                .toList());
    }

    /** Returns the addresses of this set that are not in the other set. */
    public CidrSet subtract(CidrSet other) {
        List<Ipv4Cidr> rest = new ArrayList<>();
        blocks.forEach(block -> keep(block, other, rest));
        return new CidrSet(rest);
    }

    private static void keep(Ipv4Cidr block, CidrSet without, List<Ipv4Cidr> rest) {
        List<Ipv4Cidr> holes = without.overlapping(block);
        if (holes.isEmpty()) {
            rest.add(block);
        } else if (holes.stream().noneMatch(hole -> hole.contains(block))) {
            keep(block.lowerHalf(), without, rest);
            keep(block.upperHalf(), without, rest);
        }
    }
}
