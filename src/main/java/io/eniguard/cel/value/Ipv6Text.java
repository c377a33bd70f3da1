package io.eniguard.cel.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads and writes IPv6 addresses in the form of RFC 5952. */
final class Ipv6Text {

    private static final int GROUPS = 8;

    private Ipv6Text() {}

    /** Returns the address; empty if the text is not one, has a zone, or is an IPv4 address in the form of IPv6. */
    static Optional<IpAddress> parse(String text) {
        int gap = text.indexOf("::");
        List<Integer> groups = new ArrayList<>();
        if (gap < 0) {
            if (!read(text, true, groups) || groups.size() != GROUPS) {
                return Optional.empty();
            }
        } else {
            List<Integer> behind = new ArrayList<>();
            String start = text.substring(0, gap);
            String end = text.substring(gap + 2);
            boolean isReadable =
                    (start.isEmpty() || read(start, false, groups)) && (end.isEmpty() || read(end, true, behind));
            if (!isReadable || groups.size() + behind.size() >= GROUPS) {
                return Optional.empty();
            }
            while (groups.size() + behind.size() < GROUPS) {
                groups.add(0);
            }
            groups.addAll(behind);
        }
        IpAddress address = new IpAddress(6, bits(groups.subList(0, 4)), bits(groups.subList(4, GROUPS)));
        boolean isMappedIpv4 = address.high() == 0 && address.low() >>> 32 == 0xFFFF;
        return isMappedIpv4 ? Optional.empty() : Optional.of(address);
    }

    /** Adds the groups of the text to the list. Returns false if the text has another form. */
    private static boolean read(String text, boolean mayEndInIpv4, List<Integer> groups) {
        String[] parts = text.split(":", -1);
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i];
            if (mayEndInIpv4 && i == parts.length - 1 && part.indexOf('.') >= 0) {
                Optional<Long> ipv4 = IpAddress.ipv4(part);
                ipv4.ifPresent(bits -> {
                    groups.add((int) (bits >> 16));
                    groups.add((int) (bits & 0xFFFF));
                });
                return ipv4.isPresent();
            }
            if (part.isEmpty() || part.length() > 4 || !part.chars().allMatch(Ipv6Text::isHexadecimal)) {
                return false;
            }
            groups.add(Integer.parseInt(part, 16));
        }
        return true;
    }

    private static boolean isHexadecimal(int digit) {
        return Character.digit(digit, 16) >= 0 && digit < 128;
    }

    private static long bits(List<Integer> groups) {
        long bits = 0;
        for (int group : groups) {
            bits = bits << 16 | group;
        }
        return bits;
    }

    /** Returns the address with the longest run of at least two zero groups as {@code ::}; of equally long runs, the first. */
    static String of(IpAddress address) {
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            long half = i < 4 ? address.high() : address.low();
            groups[i] = (int) ((half >>> (16 * (3 - i % 4))) & 0xFFFF);
        }
        int start = -1;
        int length = 1;
        for (int i = 0; i < GROUPS; i++) {
            int end = i;
            while (end < GROUPS && groups[end] == 0) {
                end++;
            }
            if (end - i > length) {
                start = i;
                length = end - i;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == start) {
                text.append("::");
                i += length - 1;
            } else {
                text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":")
                        .append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }
}
