package io.eniguard.cel.value;

import java.util.Optional;

/**
 * An IPv4 or IPv6 address, as in Go's {@code net/netip} without zones and without IPv4 addresses in the form of IPv6.
 *
 * @param family 4 or 6
 * @param high the first 64 bits of an IPv6 address; 0 for IPv4
 * @param low the last 64 bits of an IPv6 address, or the 32 bits of an IPv4 address
 */
public record IpAddress(int family, long high, long low) {

    /** Returns the address; empty if Kubernetes refuses the text. */
    public static Optional<IpAddress> parse(String text) {
        // The longest address, 0000:0000:0000:0000:0000:ffff:255.255.255.255, has 45 characters.
        if (text.length() > 45) {
            return Optional.empty();
        }
        return text.indexOf(':') < 0 ? ipv4(text).map(bits -> new IpAddress(4, 0, bits)) : Ipv6Text.parse(text);
    }

    /** Returns the 32 bits of four octets without leading zeros; empty if the text has another form. */
    static Optional<Long> ipv4(String text) {
        long bits = 0;
        int start = 0;
        for (int octets = 0; octets < 4; octets++) {
            int dot = text.indexOf('.', start);
            int end = octets == 3 ? text.length() : dot;
            int octet = end < start ? -1 : number(text, start, end, 255);
            if (octet < 0) {
                return Optional.empty();
            }
            bits = bits << 8 | octet;
            start = end + 1;
        }
        return Optional.of(bits);
    }

    /** Returns the decimal number in a part of the text; -1 if it is too high, has leading zeros, or is not a number. */
    static int number(String text, int start, int end, int highest) {
        if (end <= start || end - start > 3 || (text.charAt(start) == '0' && end - start > 1)) {
            return -1;
        }
        int number = 0;
        for (int i = start; i < end; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = 10 * number + digit;
        }
        return number > highest ? -1 : number;
    }

    /** Whether the text is the only standard form of this address. */
    public boolean isWritten(String text) {
        return toString().equals(text);
    }

    public boolean isUnspecified() {
        return high == 0 && low == 0;
    }

    public boolean isLoopback() {
        return family == 4 ? low >> 24 == 127 : high == 0 && low == 1;
    }

    public boolean isLinkLocalUnicast() {
        return family == 4 ? low >> 16 == 0xA9FE : high >>> 54 == 0xFE80 >> 6;
    }

    public boolean isLinkLocalMulticast() {
        return family == 4 ? low >> 8 == 0xE00000 : (high >>> 48 & 0xFF0F) == 0xFF02;
    }

    /** Whether the address is none of the special ones. Private addresses are global here, as in Go. */
    public boolean isGlobalUnicast() {
        boolean isBroadcast = family == 4 && low == 0xFFFF_FFFFL;
        return !isUnspecified() && !isBroadcast && !isLoopback() && !isMulticast() && !isLinkLocalUnicast();
    }

    private boolean isMulticast() {
        return family == 4 ? low >> 28 == 0xE : high >>> 56 == 0xFF;
    }

    /** Returns the address with all bits behind the first ones cleared. */
    IpAddress masked(int bits) {
        if (family == 4) {
            return new IpAddress(4, 0, bits == 0 ? 0 : low & (0xFFFF_FFFFL << (32 - bits)));
        }
        long highMask = bits == 0 ? 0 : bits >= 64 ? -1 : -1L << (64 - bits);
        long lowMask = bits <= 64 ? 0 : -1L << (128 - bits);
        return new IpAddress(6, high & highMask, low & lowMask);
    }

    /** The number of bits of an address of this family. */
    int length() {
        return family == 4 ? 32 : 128;
    }

    @Override
    public String toString() {
        return family == 4
                ? (low >> 24) + "." + (low >> 16 & 255) + "." + (low >> 8 & 255) + "." + (low & 255)
                : Ipv6Text.of(this);
    }
}
