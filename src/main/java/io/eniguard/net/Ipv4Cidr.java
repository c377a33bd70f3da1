package io.eniguard.net;

import io.eniguard.text.Quote;
import java.util.Optional;

/**
 * A block of IPv4 addresses in CIDR notation.
 *
 * @param base the first address as an unsigned 32-bit number; host bits are cleared
 * @param prefix the length of the network part in bits, 0 to 32
 */
public record Ipv4Cidr(int base, int prefix) implements Comparable<Ipv4Cidr> {

    public Ipv4Cidr {
        if (prefix < 0 || prefix > 32) {
            throw new IllegalArgumentException("a prefix length must be 0 to 32, not " + prefix);
        }
        base &= mask(prefix);
    }

    /**
     * Parses a text such as {@code 100.64.0.0/16}. Host bits are cleared, as in EC2: {@code 100.68.0.18/18} becomes {@code 100.68.0.0/18}.
     *
     * @throws IllegalArgumentException unless the text is four octets of 0 to 255 without leading zeros and a prefix length of 0 to 32; the
     *     message explains the mistake
     */
    public static Ipv4Cidr parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw malformed(text, "it has no prefix length");
        }
        String[] octets = text.substring(0, slash).split("\\.", -1);
        if (octets.length != 4) {
            throw malformed(text, "it does not have four octets");
        }
        int address = 0;
        for (String octet : octets) {
            address = address << 8 | number(octet, 255, text);
        }
        return new Ipv4Cidr(address, number(text.substring(slash + 1), 32, text));
    }

    /** Returns the block that {@link #parse} returns, or empty if the text is not a block. */
    public static Optional<Ipv4Cidr> tryParse(String text) {
        try {
            return Optional.of(parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static int number(String digits, int highest, String text) {
        boolean plain = !digits.isEmpty()
                && digits.length() <= 3
                && isDecimal(digits)
                && (digits.length() == 1 || digits.charAt(0) != '0');
        if (!plain || Integer.parseInt(digits) > highest) {
            throw malformed(text, Quote.of(digits) + " is not a number from 0 to " + highest);
        }
        return Integer.parseInt(digits);
    }

    // This is a loop and not a stream for speed: a large VPC has hundreds of thousands of addresses, and all of them
    // are parsed each minute.
    private static boolean isDecimal(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static IllegalArgumentException malformed(String text, String why) {
        return new IllegalArgumentException(Quote.of(text) + " is not an IPv4 CIDR block: " + why);
    }

    /** Whether the blocks share an address, which is the case if and only if one contains the other. */
    public boolean overlaps(Ipv4Cidr other) {
        int shorter = Math.min(prefix, other.prefix);
        return (base & mask(shorter)) == (other.base & mask(shorter));
    }

    /** Whether this block contains every address of the other block. A block contains itself. */
    public boolean contains(Ipv4Cidr other) {
        return prefix <= other.prefix && overlaps(other);
    }

    /** The number of addresses, 1 to 4,294,967,296. */
    public long size() {
        return 1L << (32 - prefix);
    }

    /**
     * Returns the lower half of the block.
     *
     * @throws IllegalArgumentException if the block is a single address
     */
    public Ipv4Cidr lowerHalf() {
        return new Ipv4Cidr(base, prefix + 1);
    }

    /**
     * Returns the upper half of the block.
     *
     * @throws IllegalArgumentException if the block is a single address
     */
    public Ipv4Cidr upperHalf() {
        return new Ipv4Cidr(base | (1 << (31 - prefix)), prefix + 1);
    }

    private static int mask(int prefix) {
        // In Java, shifting an int by 32 bits leaves it unchanged.
        return prefix == 0 ? 0 : -1 << (32 - prefix);
    }

    /** Compares blocks by their first addresses. If these are equal, the larger block is first. */
    @Override
    public int compareTo(Ipv4Cidr other) {
        int byBase = Integer.compareUnsigned(base, other.base);
        return byBase != 0 ? byBase : Integer.compare(prefix, other.prefix);
    }

    @Override
    public String toString() {
        return (base >>> 24) + "." + (base >>> 16 & 255) + "." + (base >>> 8 & 255) + "." + (base & 255) + "/" + prefix;
    }
}
