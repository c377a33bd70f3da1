package io.eniguard.cel.value;

import java.util.Optional;

/**
 * A block of IPv4 or IPv6 addresses. The address keeps its host bits, and two blocks with different host bits are not equal.
 *
 * @param prefix the length of the network part in bits
 */
public record IpBlock(IpAddress address, int prefix) {

    /** Returns the block; empty if Kubernetes refuses the text. */
    public static Optional<IpBlock> parse(String text) {
        int slash = text.lastIndexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        return IpAddress.parse(text.substring(0, slash)).flatMap(address -> {
            int prefix = prefix(text.substring(slash + 1));
            return prefix >= 0 && prefix <= address.length()
                    ? Optional.of(new IpBlock(address, prefix))
                    : Optional.empty();
        });
    }

    /** Returns the number, or -1 if the text is not a number of up to three digits without leading zeros. */
    private static int prefix(String digits) {
        boolean isPlain = !digits.isEmpty()
                && digits.length() <= 3
                && digits.chars().allMatch(digit -> digit >= '0' && digit <= '9')
                && (digits.length() == 1 || digits.charAt(0) != '0');
        return isPlain ? Integer.parseInt(digits) : -1;
    }

    public IpBlock masked() {
        return new IpBlock(address.masked(prefix), prefix);
    }

    /** Whether the address is in the block. An address of the other family never is. */
    public boolean contains(IpAddress other) {
        return other.family() == address.family() && other.masked(prefix).equals(address.masked(prefix));
    }

    /** Whether every address of the other block is in this block. */
    public boolean contains(IpBlock other) {
        return prefix <= other.prefix && contains(other.address);
    }

    @Override
    public String toString() {
        return address + "/" + prefix;
    }
}
