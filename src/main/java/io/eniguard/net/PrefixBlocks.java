package io.eniguard.net;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A set of /28 blocks, which are aligned blocks of 16 addresses. Each block needs only four bytes of memory, so there can be a set for each
 * subnet of a VPC with tens of thousands of interfaces.
 */
public final class PrefixBlocks {

    /** The prefix length of the blocks. */
    public static final int PREFIX = 28;

    public static final int ADDRESSES = 16;

    public static final PrefixBlocks NONE = new PrefixBlocks(new int[0]);

    private static final int HOST_BITS = 32 - PREFIX;

    /** The first address of each block, shifted right by the number of host bits, in ascending order and without duplicates. */
    private final int[] numbers;

    private PrefixBlocks(int[] numbers) {
        this.numbers = numbers;
    }

    /** Returns the blocks that contain at least one of the given addresses. */
    public static PrefixBlocks touchedBy(Collection<Ipv4Cidr> addresses) {
        return new Builder().add(addresses).build();
    }

    public int size() {
        return numbers.length;
    }

    /**
     * Returns the number of /28 blocks in the range that are not in this set and do not overlap the other set.
     *
     * @param range the range of addresses. A range that is smaller than a /28 contains no blocks
     * @param without the addresses that the counted blocks must not contain
     */
    public long countOthers(Ipv4Cidr range, CidrSet without) {
        if (range.prefix() > PREFIX) {
            return 0;
        }
        List<Ipv4Cidr> excluded = wholeBlocks(without).overlapping(range);
        if (excluded.stream().anyMatch(block -> block.contains(range))) {
            return 0;
        }
        long all = range.size() / ADDRESSES;
        long outside =
                excluded.stream().mapToLong(block -> block.size() / ADDRESSES).sum();
        return all
                - outside
                - within(range).filter(number -> isInNone(number, excluded)).count();
    }

    private static CidrSet wholeBlocks(CidrSet set) {
        return CidrSet.of(set.blocks().stream()
                .map(block -> block.prefix() > PREFIX ? new Ipv4Cidr(block.base(), PREFIX) : block)
                .toList());
    }

    private IntStream within(Ipv4Cidr range) {
        int first = place(range.base() >>> HOST_BITS);
        int end = place((int) ((range.base() >>> HOST_BITS) + range.size() / ADDRESSES));
        return Arrays.stream(numbers, first, end);
    }

    /** Returns the index of the first block number that is not smaller than the given number. */
    private int place(int number) {
        int found = Arrays.binarySearch(numbers, number);
        return found >= 0 ? found : -found - 1;
    }

    private static boolean isInNone(int number, List<Ipv4Cidr> blocks) {
        Ipv4Cidr block = new Ipv4Cidr(number << HOST_BITS, PREFIX);
        return blocks.stream().noneMatch(other -> other.contains(block));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PrefixBlocks blocks && Arrays.equals(numbers, blocks.numbers);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(numbers);
    }

    /** Collects the blocks that contain given addresses. Not safe for use by several threads. */
    public static final class Builder {
        private int[] numbers = new int[4];
        private int size;

        /**
         * Adds the blocks that contain at least one of the addresses.
         *
         * @param addresses small blocks; a block larger than a /28 is split
         */
        public Builder add(Collection<Ipv4Cidr> addresses) {
            addresses.forEach(this::add);
            return this;
        }

        private void add(Ipv4Cidr addresses) {
            int first = addresses.base() >>> HOST_BITS;
            long blocks = Math.max(1, addresses.size() / ADDRESSES);
            for (int i = 0; i < blocks; i++) {
                add(first + i);
            }
        }

        private void add(int number) {
            // Consecutive addresses of an interface are often in the same block.
            if (size > 0 && numbers[size - 1] == number) {
                return;
            }
            if (size == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * size);
            }
            numbers[size++] = number;
        }

        public PrefixBlocks build() {
            return size == 0
                    ? NONE
                    : new PrefixBlocks(
                            Arrays.stream(numbers, 0, size).sorted().distinct().toArray());
        }
    }
}
